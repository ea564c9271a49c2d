using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Queue;

/// <summary>What is not slept on, in words.</summary>
public static class SkippedWords
{
    private static readonly (SkipReason Reason, string Key, string Label)[] _reasons =
    [
        (SkipReason.ByPerson, "person", "A person’s choice"),
        (SkipReason.FewQuestions, "few-questions", "Too few questions"),
        (SkipReason.NeverPays, "never-pays", "Would never pay"),
        (SkipReason.PaysTooLate, "pays-too-late", "Would pay too late"),
    ];

    public static string Label(SkipReason reason) => _reasons.Single(known => known.Reason == reason).Label;

    /// <summary>As it stands in the address; null for any reason.</summary>
    public static string? Key(SkipReason? reason) => reason is null ? null : _reasons.Single(known => known.Reason == reason).Key;

    /// <summary>Null for no key, and for what is no reason.</summary>
    public static SkipReason? Parse(string? key) =>
        _reasons.Where(known => string.Equals(known.Key, key, StringComparison.OrdinalIgnoreCase)).Select(known => (SkipReason?)known.Reason).FirstOrDefault();

    /// <summary>How many are not slept on, and why; null when none.</summary>
    public static string? Summary(IReadOnlyDictionary<SkipReason, int> skipped)
    {
        var (all, byPerson) = (skipped.Values.Sum(), skipped.GetValueOrDefault(SkipReason.ByPerson));
        if (all == 0)
            return null;
        var verb = all == 1 ? "is" : "are";
        return all == byPerson
            ? $"{NumberWords.Of(all, "context")} {verb} not slept on, as a person chose"
            : $"{NumberWords.Of(all, "context")} {verb} not slept on, {(byPerson == 0 ? "" : $"{NumberWords.Count(byPerson)} as a person chose, the others ")}because sleep is not expected to pay there";
    }
}

using SleepTime.Engine.Experiments;
using SleepTime.Engine.Experiments.Answers;
using SleepTime.Web.Components.Shared;
using SleepTime.Web.Endpoints.Contracts;

namespace SleepTime.Web.Components.Pages.Experiments;

/// <summary>What the page of an experiment shows, as it stands in the address. What cannot be read there counts as not set.</summary>
/// <param name="Baseline">Another experiment to hold this one against; null for Standard of the same verbosity.</param>
public sealed record ExperimentAddress(Guid? Baseline = null, Arm? Arm = null, AnswerVerdict? Verdict = null, bool OnlyDifferent = false, int Page = 1)
{
    public static ExperimentAddress Read(string? baseline, string? arm, string? verdict, string? different, string? page) => new(
        Guid.TryParse(baseline, out var id) ? id : null, ArmKeys.Parse(arm), Enum.TryParse<AnswerVerdict>(verdict, ignoreCase: true, out var parsed) && Enum.IsDefined(parsed) ? parsed : null,
        different is "1", AddressValue.Page(page));

    public AnswerFilter ToFilter() => new(Arm, Verdict, OnlyDifferent);

    /// <summary>The same rows as a file: those of all pages.</summary>
    public IEnumerable<(string Key, string? Value)> ToExportQuery(string format) =>
    [
        ("format", format), ("baseline", Baseline?.ToString()), ("arm", Arm is { } arm ? ArmKeys.Of(arm) : null), ("verdict", Verdict?.ToString().ToLowerInvariant()), ("onlyDifferent", OnlyDifferent ? "true" : null),
    ];

    public IEnumerable<(string Key, string? Value)> ToQuery() =>
    [
        ("baseline", Baseline?.ToString()), ("arm", Arm is { } arm ? ArmKeys.Of(arm) : null), ("verdict", Verdict?.ToString().ToLowerInvariant()), ("different", OnlyDifferent ? "1" : null),
        ("page", Page > 1 ? Page.ToString() : null),
    ];
}

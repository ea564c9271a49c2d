using SleepTime.Engine.Sleeping;

namespace SleepTime.Web.Components.Pages.Queue;

/// <summary>Lines of a job in words.</summary>
public static class JobNoteWords
{
    public static string Verdict(JobNote note) => note switch
    {
        { ByHand: true, Struck: true } => "struck by hand",
        { ByHand: true, Struck: false } => "edited by hand",
        { Checked: false } => "not verified yet",
        { Struck: true, Reason: { } reason } => $"struck: {reason}",
        { Struck: true } => "struck",
        { Verified: true } => "verified",
        _ => "unverified",
    };

    /// <summary>What a group of lines came from.</summary>
    /// <param name="pass">From 1; 0 for what the job began with.</param>
    public static string Pass(int pass) => pass == 0 ? "Kept from earlier notes" : $"Pass {pass}";

    /// <summary>How a pass ended where that is worth a word; of runs side by side each such end once.</summary>
    public static string? Ends(IEnumerable<SleepPass> runs)
    {
        var ends = runs.Select(PassEnding.Of).Distinct().Select(Describe).OfType<string>().ToList();
        return ends.Count == 0 ? null : string.Join(", ", ends);
    }

    private static string? Describe(PassEnd end) => end switch
    {
        PassEnd.Finished => "it had nothing to add",
        PassEnd.Empty => "it wrote nothing",
        PassEnd.CutOff => "ran to its token limit",
        PassEnd.Looped => "went round in circles and was stopped",
        _ => null,
    };
}

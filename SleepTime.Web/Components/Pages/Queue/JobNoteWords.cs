using SleepTime.Engine.Sleeping;

namespace SleepTime.Web.Components.Pages.Queue;

/// <summary>Lines of a job in words.</summary>
public static class JobNoteWords
{
    public static string Verdict(JobNote note) => note switch
    {
        { Checked: false } => "not verified yet",
        { Struck: true, Reason: { } reason } => $"struck: {reason}",
        { Struck: true } => "struck",
        { Verified: true } => "verified",
        _ => "unverified",
    };

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

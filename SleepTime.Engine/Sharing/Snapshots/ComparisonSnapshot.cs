using System.Text.Json.Serialization;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Answering.Feedback;

namespace SleepTime.Engine.Sharing.Snapshots;

/// <summary>A question with its two answers, or one, what they were asked with and what they cost.</summary>
/// <param name="ContextTitle">Of the text that it was asked about; the text itself is not in it.</param>
/// <param name="Expected">The right answer, where it was known.</param>
/// <param name="Runs">Standard first.</param>
/// <param name="Votes">Of everybody on this comparison, without names.</param>
public sealed record ComparisonSnapshot(
    DateTimeOffset FrozenAt, string ContextTitle, string Question, DateTimeOffset AskedAt, string? Expected, bool WasBlind,
    IReadOnlyList<RunSnapshot> Runs, VoteTally Votes) : SharedSnapshot(FrozenAt)
{
    [JsonIgnore]
    public override string Title => Cut(Question);

    /// <summary>The runs as they stood, to be shown as runs are. They belong to nothing that is stored.</summary>
    public IReadOnlyList<Run> ToRuns() => [.. Runs.Select(run => run.ToRun(this))];

    private static string Cut(string question)
    {
        if (question.Length <= Share.MaxTitleLength)
            return question;
        var end = Share.MaxTitleLength - 1;
        return question[..(char.IsHighSurrogate(question[end - 1]) ? end - 1 : end)] + "…";
    }
}

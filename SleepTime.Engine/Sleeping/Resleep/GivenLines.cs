using SleepTime.Engine.Generation;
using SleepTime.Engine.Sleeping.Verification;

namespace SleepTime.Engine.Sleeping.Resleep;

/// <summary>Lines that a job did not write itself, as a pass of number 0 that cost nothing, with their verdicts. Pure.</summary>
internal static class GivenLines
{
    public const string Removed = "Removed by hand.";

    /// <param name="removed">Lines that are not to come back: they have a verdict and stand in no pass.</param>
    /// <param name="sample">How many such passes the job has already.</param>
    /// <returns>No pass where there are only removed lines.</returns>
    public static (SleepPass? Pass, IReadOnlyList<NoteCheck> Checks) Of(Guid jobId, IReadOnlyList<CarriedLine> lines, IReadOnlyList<CarriedLine> removed, int sample, DateTimeOffset now)
    {
        var checks = lines
            .SelectMany(line => TextsOf(line.Note).Select(text => new NoteCheck
            {
                JobId = jobId, Text = text, Verified = !line.Note.Struck, By = line.Note.Edited ? CheckedBy.Person : line.Note.By,
                Reason = line.Note.Reason, Source = line.Source, CheckedAt = now, Usage = TokenUsage.None,
            }))
            .Concat(removed.SelectMany(line => TextsOf(line.Note).SelectMany(WithAndWithoutStop).Select(text => new NoteCheck
            {
                JobId = jobId, Text = text, Verified = false, By = CheckedBy.Person, Reason = Removed, Source = line.Source, CheckedAt = now, Usage = TokenUsage.None,
            })))
            // Said twice, once struck: nothing that a person struck is used.
            .GroupBy(check => check.Text).Select(same => same.FirstOrDefault(check => check.Verified == false) ?? same.First());
        return (lines.Count == 0 ? null : Pass(jobId, sample, string.Concat(lines.Select(line => line.Note.Text + '\n')), now), [.. checks]);
    }

    /// <summary>A line as it is read out of a pass: without a bullet that a person may have set.</summary>
    public static IEnumerable<string> TextsOf(Note line) => NotesMerger.TextOf(line.Text) is { } text ? [text] : [];

    // Sleep may write it either way.
    private static IEnumerable<string> WithAndWithoutStop(string text) => new[] { text, NotesMerger.Key(text), NotesMerger.Key(text) + '.' }.Distinct();

    private static SleepPass Pass(Guid jobId, int sample, string text, DateTimeOffset now) => new()
    {
        JobId = jobId, Number = 0, Sample = sample, Text = text, FinishReason = FinishReason.EndOfText,
        Usage = TokenUsage.None, Timings = new GenerationTimings(0, 0, 0, null), FinishedAt = now,
    };
}

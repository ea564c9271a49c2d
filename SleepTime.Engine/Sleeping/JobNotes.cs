using SleepTime.Engine.Sleeping.Verification;

namespace SleepTime.Engine.Sleeping;

/// <summary>A line that a job has written so far, with what is known of it.</summary>
/// <param name="Pass">The pass that wrote it, from 1; 0 for what the job began with, kept from earlier notes.</param>
/// <param name="Checked">Whether its verdict is in.</param>
/// <param name="Verified">Null while it is not checked, and when nobody could tell.</param>
/// <param name="Struck">It did not hold, a later pass corrected it, or another run contradicts it.</param>
/// <param name="Reason">Why it is struck, or not verified, in a sentence.</param>
/// <param name="ByHand">A person wrote, changed or struck it.</param>
public sealed record JobNote(int Pass, string Text, bool Checked, bool? Verified, bool Struck, string? Reason, bool ByHand = false);

public static class JobNotes
{
    /// <summary>Lines on which no other may be built: a later pass corrected them, another run contradicts them, or they do not hold. Pure.</summary>
    internal static IReadOnlyList<string> StruckOf(SleepJob job)
    {
        var checks = job.Checks.ToDictionary(check => check.Text);
        return [.. NotesMerger.Merge(job.Passes, checks).Where(note => note.StruckBecause is not null || checks.GetValueOrDefault(note.Text)?.Verified == false).Select(note => note.Text)];
    }

    /// <summary>The lines of a job in order, each once. Those of a job that runs are not its notes yet. Pure.</summary>
    public static IReadOnlyList<JobNote> Of(SleepJobView job)
    {
        var checks = job.Checks.ToDictionary(check => check.Text);
        var notes = NotesMerger.Merge(job.Passes, checks);
        return [.. notes.Select(note =>
        {
            var check = checks.GetValueOrDefault(note.Text);
            return note.StruckBecause is { } because
                ? new JobNote(note.Pass, note.Text, Checked: true, Verified: false, Struck: true, because)
                : new JobNote(note.Pass, note.Text, check is not null, check?.Verified, check is { Verified: false }, check?.Reason, check?.By == CheckedBy.Person);
        })];
    }
}

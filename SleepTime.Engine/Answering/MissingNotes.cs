using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Sleeping;

namespace SleepTime.Engine.Answering;

/// <summary>Says why a question cannot be answered from notes, and how to get some. Pure.</summary>
internal static class MissingNotes
{
    /// <param name="job">The latest sleep job of the current version.</param>
    /// <param name="hasNotesWithoutLines">Sleep found nothing, or every line was struck.</param>
    /// <param name="hasStaleNotes">There are notes of an earlier version.</param>
    /// <param name="foreign">What is to say of notes of this text that do not count, as <see cref="Foreign"/> has it; null when there are none.</param>
    public static string Explain(SleepJob? job, bool hasNotesWithoutLines, bool hasStaleNotes, string? foreign = null)
    {
        var why = foreign ?? (hasNotesWithoutLines, hasStaleNotes) switch
        {
            (true, _) => "The notes of this text have no line to answer from: sleep found nothing, or every line was struck.",
            (false, true) => "The text was edited after its notes were made, so they are stale and are not used.",
            (false, false) => "This text has no notes yet.",
        };
        var how = job?.State switch
        {
            SleepJobState.Running when job.Sections is { } sections => $"A sleep job is at work on it, {job.SectionsDone:N0} of {sections:N0} sections done: ask again when it has finished.",
            SleepJobState.Running => $"A sleep job is at work on it, {job.PassesDone} of {job.PassesWanted} passes done: ask again when it has finished.",
            // The sentence is stored with the run and read later: what the job waits for may be another thing by then.
            SleepJobState.Queued when job.Paused => "A sleep job is paused: resume it in the queue, then ask again when it has finished.",
            SleepJobState.Queued => "A sleep job waits in the queue: ask again when it has finished.",
            SleepJobState.Failed => $"The last sleep job failed. {FailureText.Of(job.FailureReason, "Then ask again.")}",
            SleepJobState.Cancelled => "The last sleep job was cancelled: retry it in the queue, then ask again.",
            _ => "Start a sleep job on the page of the context, then ask again.",
        };
        return $"{why} {how} Standard mode needs no notes.";
    }

    /// <summary>What is to say of notes by someone else; null when there are none.</summary>
    /// <param name="notes">Of the present text; null when there are none.</param>
    public static string? Foreign(NotesVersion? notes, HostedModel model) => notes is null ? null : NotesMakers.Of(notes, model) switch
    {
        NotesMaker.OtherModel => $"The notes of this text were written by another model, {notes.ModelId}, and are used only on request.",
        NotesMaker.OtherPrompts => "The notes of this text were written by other prompts, and are used only on request.",
        _ => null,
    };
}

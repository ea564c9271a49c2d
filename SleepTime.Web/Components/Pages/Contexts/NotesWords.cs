using SleepTime.Engine.Contexts;
using SleepTime.Engine.Sleeping;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Contexts;

/// <summary>Where a context stands with its notes, in words.</summary>
public static class NotesWords
{
    /// <param name="paused">The queue is paused, so that a job underway waits.</param>
    public static string Label(NotesState state, int? notes = null, bool paused = false) => state switch
    {
        NotesState.Underway when paused => "Notes wait, queue paused",
        NotesState.None => "No notes",
        NotesState.Underway => "Notes underway",
        NotesState.Ready => notes is { } count ? NumberWords.Of(count, "note") : "Notes written",
        NotesState.Stale => "Notes stale",
        NotesState.Paused => "Sleep on it paused",
        NotesState.Unusable => "No usable notes",
        _ => "Sleep failed",
    };

    public static string Explain(NotesState state, bool paused = false) => state switch
    {
        NotesState.Underway when paused => "A sleep job waits because the queue is paused. Resume the queue on its page.",
        NotesState.None => "Nothing has slept on this text yet.",
        NotesState.Underway => "A sleep job waits in the queue, or is writing notes.",
        NotesState.Ready => "The model has written notes on the current text.",
        NotesState.Stale => "The text was edited after these notes were made, or they were written by another model or by other prompts. Until it is slept on again they are used only on request.",
        NotesState.Paused => "The sleep job on this text is paused. Resume it on the Queue page.",
        NotesState.Unusable => "Sleep on this text left no usable notes: it found nothing, or every line was struck. Answers have none to use until notes are edited or it is slept on again.",
        _ => "The last sleep job ended without notes.",
    };

    /// <summary>Said of notes that nobody has checked a line of; null once somebody has.</summary>
    public static string? Unchecked(NotesVersion notes) =>
        notes.Lines.Count > 0 && notes.Lines.TrueForAll(line => line.Verified is null) ? "Not checked: the model wrote these and may be wrong." : null;

    // Written notes are not proven notes: the colour of sleep, not of success.
    public static Tone ToneOf(NotesState state, bool paused = false) => state switch
    {
        NotesState.Underway => paused ? Tone.Quiet : Tone.Busy,
        NotesState.Ready => Tone.Asleep,
        NotesState.Stale or NotesState.Paused or NotesState.Unusable => Tone.Warning,
        NotesState.Failed => Tone.Bad,
        _ => Tone.Quiet,
    };
}

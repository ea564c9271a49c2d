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
        _ => "Sleep failed",
    };

    public static string Explain(NotesState state, bool paused = false) => state switch
    {
        NotesState.Underway when paused => "A sleep job waits because the queue is paused. Resume it on the Queue page.",
        NotesState.None => "Nothing has slept on this text yet.",
        NotesState.Underway => "A sleep job waits for the model to be idle, or is writing notes.",
        NotesState.Ready => "The model has written notes on the current text.",
        NotesState.Stale => "The text was edited after these notes were made, or they were written by another model or by other prompts. Until it is slept on again they are used only on request.",
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
        NotesState.Stale => Tone.Warning,
        NotesState.Failed => Tone.Bad,
        _ => Tone.Quiet,
    };
}

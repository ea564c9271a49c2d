using SleepTime.Engine.Contexts;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Contexts;

/// <summary>Where a context stands with its notes, in words.</summary>
public static class NotesWords
{
    public static string Label(NotesState state, int? notes = null) => state switch
    {
        NotesState.None => "No notes",
        NotesState.Underway => "Notes underway",
        NotesState.Ready => notes is { } count ? NumberWords.Of(count, "note") : "Notes ready",
        NotesState.Stale => "Notes stale",
        _ => "Sleep failed",
    };

    public static string Explain(NotesState state) => state switch
    {
        NotesState.None => "Nothing has slept on this text yet.",
        NotesState.Underway => "A sleep job waits for the model to be idle, or is writing notes.",
        NotesState.Ready => "Notes of the current text are there.",
        NotesState.Stale => "The text was edited after these notes were made. They are not used until it is slept on again.",
        _ => "The last sleep job ended without notes.",
    };

    public static Tone ToneOf(NotesState state) => state switch
    {
        NotesState.Underway => Tone.Asleep,
        NotesState.Ready => Tone.Good,
        NotesState.Stale => Tone.Warning,
        NotesState.Failed => Tone.Bad,
        _ => Tone.Quiet,
    };
}

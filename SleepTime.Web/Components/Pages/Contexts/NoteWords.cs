using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Verification;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Contexts;

/// <summary>Single notes in words: what is known of them, and where they come from.</summary>
public static class NoteWords
{
    public static string Verdict(Note note) => note switch
    {
        { Struck: true, By: CheckedBy.Person } => "struck by a person",
        { Struck: true } => "struck" + By(note.By),
        // In use as a person wrote it; code only says what it thinks of it.
        { By: CheckedBy.Person } => "written by hand",
        { Edited: true, Verified: true } => "written by hand, verified" + By(note.By),
        { Edited: true, Verified: false } => "written by hand, contradicted" + By(note.By),
        { Verified: true } => "verified" + By(note.By),
        { Verified: false } => "did not hold" + By(note.By),
        _ => "unverified",
    };

    /// <summary>Only struck and unverified notes have to say why.</summary>
    public static string? Reason(Note note) => note is { Struck: false, Verified: true } or { By: CheckedBy.Person } ? null : note.Reason;

    public static Tone ToneOf(Note note) => note switch
    {
        { Struck: true } or { Verified: false } => Tone.Bad,
        { By: CheckedBy.Person } => Tone.Quiet,
        { Verified: true } => Tone.Good,
        _ => Tone.Quiet,
    };

    public static IReadOnlyList<string> Sentences(Note? note) => note?.Source?.Split('\n') ?? [];

    /// <summary>What is marked in the text for a selected note; empty when none is selected.</summary>
    /// <param name="found">How many of its sentences are in the present text.</param>
    public static string Marked(Note? note, int found)
    {
        if (note is null)
            return "";
        var sentences = Sentences(note).Count;
        if (sentences == 0)
            return "No sentence is known that the selected note comes from.";
        if (found < sentences)
            return $"{NumberWords.Count(found)} of the {NumberWords.Of(sentences, "sentence")} behind the selected note {(found == 1 ? "is" : "are")} still in this text.";
        return sentences == 1 ? "The sentence behind the selected note is marked." : $"The {NumberWords.Count(sentences)} sentences behind the selected note are marked.";
    }

    private static string By(CheckedBy? by) => by switch
    {
        CheckedBy.Arithmetic => " by arithmetic",
        CheckedBy.Text => " by the text",
        CheckedBy.Model => " by the model",
        CheckedBy.Person => " by a person",
        _ => "",
    };
}

using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Resleep;
using SleepTime.Engine.Sleeping.Verification;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Contexts;

/// <summary>Versions of notes in words.</summary>
public static class VersionWords
{
    public static string Origin(NotesVersion version) => version.Origin switch
    {
        NotesOrigin.Edited => $"Edited by {version.Author ?? "a person"}",
        NotesOrigin.Restored => $"Restored by {version.Author ?? "a person"}",
        _ => "Written by sleep",
    };

    /// <summary>Why answers use them only on request; null when they do without.</summary>
    public static string? Caution(NotesView view)
    {
        if (view.Counts)
            return null;
        var maker = view.Maker switch
        {
            NotesMaker.OtherModel => $"These notes were written by another model, {view.Notes.ModelId}.",
            NotesMaker.OtherPrompts => "These notes were written by other prompts.",
            _ => null,
        };
        return string.Join(' ', new[] { view.Stale ? $"These notes are of version {view.ContextVersion} of the text." : null, maker }.OfType<string>());
    }

    /// <summary>That someone else wrote the notes than answered from them; null when it was the same, or nobody knows.</summary>
    public static string? Maker(NotesVersion? notes, string modelId, string promptVersion) => notes switch
    {
        null => null,
        _ when notes.ModelId != modelId => $"These notes were written by another model, {notes.ModelId}.",
        _ when notes.PromptVersion != promptVersion => "These notes were written by other prompts.",
        _ => null,
    };

    /// <summary>How many notes had no room in a prompt; null when all had, or it was not counted.</summary>
    public static string? LeftOut(int? notes) => notes switch
    {
        null or 0 => null,
        1 => "One note had no room in the prompt and was left out.",
        _ => $"{NumberWords.Count(notes.Value)} notes had no room in the prompt and were left out.",
    };

    /// <summary>How many lines a person wrote, changed or struck, in notes that sleep wrote; null when none.</summary>
    public static string? Kept(NotesVersion version) =>
        version.Origin == NotesOrigin.Sleep && version.Lines.Count(line => line.Edited) is > 0 and var kept
            ? $", with {NumberWords.Of(kept, "line")} kept from those edited by hand" : null;

    /// <summary>What becomes of lines edited or removed by hand when sleep writes new notes; null when there are none.</summary>
    /// <param name="versions">Newest first.</param>
    public static string? BeforeSleep(IReadOnlyList<NotesView>? versions)
    {
        if (versions is not [var newest, ..])
            return null;
        var edited = newest.Notes.Lines.Count(line => line.Edited);
        var removed = RemovedLines.Of([.. versions.Where(version => version.ContextVersion == newest.ContextVersion).Select(version => version.Notes)]).Count;
        if (edited + removed == 0)
            return null;
        var kept = newest.Stale
            ? "Of these, the new notes keep those whose sentences are unchanged in the text, marked as edited."
            : "The new notes keep them, marked as edited.";
        List<string> sentences = ["Sleep writes new notes, which answers use from then on."];
        if (edited > 0)
            sentences.Add($"A person edited {NumberWords.Of(edited, "line")} of the present ones. {kept}");
        if (removed > 0)
            sentences.Add($"{NumberWords.Of(removed, "line")} that a person removed or rewrote {(removed == 1 ? "stays" : "stay")} out of use, should the model write {(removed == 1 ? "it" : "them")} again.");
        sentences.Add($"{(edited > 0 ? "All other lines are" : "The other lines are")} written anew. The present notes stay below, to read and to go back to.");
        return string.Join(' ', sentences);
    }

    /// <summary>One line that tells a version from the others.</summary>
    public static string Summary(NotesView view) =>
        $"{Origin(view.Notes)}{(view.Stale ? $", stale, of version {view.ContextVersion}" : "")}{Other(view.Maker)} · {NumberWords.Of(view.Notes.Lines.Count, "note")}";

    private static string Other(NotesMaker maker) => maker switch
    {
        NotesMaker.OtherModel => ", by another model",
        NotesMaker.OtherPrompts => ", by other prompts",
        _ => "",
    };

    /// <summary>How much of it is verified; null when it has no notes.</summary>
    public static string? Share(NotesVersion version)
    {
        if (version.Lines.Count == 0)
            return null;
        var used = version.Lines.Where(line => !line.Struck).ToList();
        var contradicted = used.Count(line => line.Verified == false);
        var byHand = used.Count(line => line.By == CheckedBy.Person && line.Verified != false);
        var verified = used.Count(line => line.Verified == true && line.By != CheckedBy.Person);
        var struck = version.Lines.Count(line => line.Struck);
        var open = used.Count - verified - contradicted - byHand;
        return $"{NumberWords.Count(verified)} of {NumberWords.Of(version.Lines.Count, "note")} verified ({NumberWords.Percent(verified, version.Lines.Count)})"
            + (struck > 0 ? $", {NumberWords.Count(struck)} struck and not used" : "")
            + (contradicted > 0 ? $", {NumberWords.Count(contradicted)} written by hand against the text" : "")
            + (byHand > 0 ? $", {NumberWords.Count(byHand)} written by hand" : "")
            + (open > 0 ? $", {NumberWords.Count(open)} unverified" : "");
    }

    public static string Change(ComparedNote compared) => compared.Change switch
    {
        NoteChange.Added => "added",
        NoteChange.Removed => "gone",
        NoteChange.Struck => compared.Note.Struck ? "struck now" : "no longer struck",
        _ => "same",
    };

    /// <summary>What differs, counted.</summary>
    public static string Differences(IReadOnlyList<ComparedNote> compared)
    {
        var (added, gone, struck) = (Count(NoteChange.Added), Count(NoteChange.Removed), Count(NoteChange.Struck));
        if (added + gone + struck == 0)
            return "These two have the same notes.";
        string[] parts =
        [
            .. added > 0 ? [$"{added} added"] : Array.Empty<string>(),
            .. gone > 0 ? [$"{gone} gone"] : Array.Empty<string>(),
            .. struck > 0 ? [$"{struck} struck or no longer struck"] : Array.Empty<string>(),
        ];
        return $"{string.Join(", ", parts)}, {Count(NoteChange.Same)} the same.";

        int Count(NoteChange change) => compared.Count(note => note.Change == change);
    }
}

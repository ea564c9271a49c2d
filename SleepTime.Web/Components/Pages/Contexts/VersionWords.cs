using SleepTime.Engine.Sleeping;
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

    /// <summary>One line that tells a version from the others.</summary>
    public static string Summary(NotesView view) =>
        $"{Origin(view.Notes)}{(view.Stale ? $", stale, of version {view.ContextVersion}" : "")} · {NumberWords.Of(view.Notes.Lines.Count, "note")}";

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

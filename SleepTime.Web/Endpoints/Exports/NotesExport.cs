using SleepTime.Engine;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Sections;
using SleepTime.Web.Components.Shared;
using SleepTime.Web.Endpoints.Contracts;

namespace SleepTime.Web.Endpoints.Exports;

/// <summary>One line of notes as a row: of a version of those of the whole text, or of a section of the present text.</summary>
internal sealed record NoteExportRow(NotesView? Version, NotedSection? Section, int TextVersion, DateTimeOffset MadeAt, Note Note);

/// <summary>
/// The notes of a context as a file: every version, newest first, then those of each section of a text that is read in
/// sections; each line with its verdict and its sources.
/// </summary>
internal static class NotesExport
{
    private static readonly IReadOnlyList<ExportColumn<NoteExportRow>> _columns =
    [
        new("notes_version", row => row.Version?.Notes.Id),
        new("made_at", row => row.MadeAt),
        new("text_version", row => row.TextVersion),
        new("stale", row => row.Version?.Stale ?? false),
        new("section", row => row.Section?.Section.Order),
        new("section_name", row => row.Section?.Section.Name),
        new("note", row => row.Note.Text),
        new("verified", row => row.Note.Verified),
        new("checked_by", row => row.Note.By?.ToString().ToLowerInvariant()),
        new("struck", row => row.Note.Struck),
        new("reason", row => row.Note.Reason),
        new("edited", row => row.Note.Edited),
        new("source", row => row.Note.Source),
    ];

    /// <param name="sections">Null for a text that is not read in sections.</param>
    public static ExportResult<object> Of(ExportFormat format, string contextTitle, IReadOnlyList<NotesView> versions, NotedSections? sections)
    {
        IReadOnlyList<NotedSection> noted = sections?.Noted ?? [];
        IEnumerable<NoteExportRow> rows =
        [
            .. versions.SelectMany(version => version.Notes.Lines.OrderBy(note => note.Order).Select(note => new NoteExportRow(version, null, version.ContextVersion, version.Notes.CreatedAt, note))),
            .. noted.SelectMany(one => one.Notes.Lines.Select(line => new NoteExportRow(null, one, sections!.ContextVersion, one.Notes.CreatedAt, line.ToShow()))),
        ];
        IEnumerable<object> items = [.. versions.Select(NotesVersionResponse.From), .. noted.Select(one => SectionNotesResponse.From(one, sections!.ContextVersion))];
        return new(
            "notes", format, items.ToAsyncEnumerable(),
            () => format == ExportFormat.Csv ? CsvText.WriteAsync(_columns, rows.ToAsyncEnumerable()) : PageOf(contextTitle, versions, sections).ToAsyncEnumerable());
    }

    private static IEnumerable<string> PageOf(string title, IReadOnlyList<NotesView> versions, NotedSections? sections)
    {
        yield return $"# Notes on {MarkdownLine.Of(title)}\n";
        if (versions.Count == 0)
            yield return sections is null ? "\nThere are no notes yet.\n" : "\nThere are no notes of the whole text yet.\n";
        foreach (var version in versions)
        {
            yield return $"\n## {CsvText.ToText(version.Notes.CreatedAt)}, on version {version.ContextVersion} of the text{(version.Stale ? ", stale" : "")}\n\n";
            foreach (var note in version.Notes.Lines.OrderBy(note => note.Order))
                yield return LineOf(note);
        }
        if (sections is null)
            yield break;
        yield return $"\n## Notes of the sections, on version {sections.ContextVersion} of the text\n\n{NumberWords.Count(sections.Noted.Count)} of {NumberWords.Of(sections.Count, "section")} slept on.\n";
        foreach (var one in sections.Noted)
        {
            yield return $"\n### {MarkdownLine.Of(one.Section.Name)} ({NumberWords.Count(one.Section.Order)} of {NumberWords.Count(sections.Count)})\n\n";
            foreach (var line in one.Notes.Lines)
                yield return LineOf(line.ToShow());
        }
    }

    private static string LineOf(Note note)
    {
        var text = MarkdownLine.Of(note.Text);
        return $"- {(note.Struck ? $"~~{text}~~" : text)} ({VerdictOf(note)})\n"
            + string.Concat((note.Source?.Split('\n', StringSplitOptions.RemoveEmptyEntries) ?? []).Select(sentence => $"  - Source: {MarkdownLine.Of(sentence)}\n"));
    }

    private static string VerdictOf(Note note)
    {
        var verdict = note switch { { Struck: true } => "struck", { Verified: true } => "verified", { Verified: false } => "not verified", _ => "not checked" };
        return verdict + (note.By is { } by ? $" by {by.ToString().ToLowerInvariant()}" : "") + (note.Reason is { } reason ? $": {MarkdownLine.Of(reason)}" : "");
    }
}

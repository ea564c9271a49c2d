using SleepTime.Web.Endpoints.Contracts;

namespace SleepTime.Web.Endpoints.Exports;

/// <summary>One line of one version of a context's notes, as a row.</summary>
internal sealed record NoteExportRow(NotesVersionResponse Version, NoteResponse Note);

/// <summary>The notes of a context as a file: every version, newest first, each line with its verdict and its sources.</summary>
internal static class NotesExport
{
    private static readonly IReadOnlyList<ExportColumn<NoteExportRow>> _columns =
    [
        new("notes_version", row => row.Version.Id),
        new("made_at", row => row.Version.CreatedAt),
        new("text_version", row => row.Version.ContextVersion),
        new("stale", row => row.Version.Stale),
        new("note", row => row.Note.Text),
        new("verified", row => row.Note.Verified),
        new("checked_by", row => row.Note.By?.ToString().ToLowerInvariant()),
        new("struck", row => row.Note.Struck),
        new("reason", row => row.Note.Reason),
        new("edited", row => row.Note.Edited),
        new("source", row => row.Note.Source),
    ];

    public static ExportResult<NotesVersionResponse> Of(ExportFormat format, string contextTitle, IReadOnlyList<NotesVersionResponse> versions)
    {
        var lines = versions.SelectMany(version => version.Lines.Select(note => new NoteExportRow(version, note))).ToAsyncEnumerable();
        return new("notes", format, versions.ToAsyncEnumerable(), () => format == ExportFormat.Csv ? CsvText.WriteAsync(_columns, lines) : PageOf(contextTitle, versions).ToAsyncEnumerable());
    }

    private static IEnumerable<string> PageOf(string title, IReadOnlyList<NotesVersionResponse> versions)
    {
        yield return $"# Notes on {MarkdownText.Line(title)}\n";
        if (versions.Count == 0)
            yield return "\nThere are no notes yet.\n";
        foreach (var version in versions)
        {
            yield return $"\n## {CsvText.ToText(version.CreatedAt)}, on version {version.ContextVersion} of the text{(version.Stale ? ", stale" : "")}\n\n";
            foreach (var note in version.Lines)
            {
                var text = MarkdownText.Line(note.Text);
                yield return $"- {(note.Struck ? $"~~{text}~~" : text)} ({VerdictOf(note)})\n";
                foreach (var sentence in note.Source?.Split('\n', StringSplitOptions.RemoveEmptyEntries) ?? [])
                    yield return $"  - Source: {MarkdownText.Line(sentence)}\n";
            }
        }
    }

    private static string VerdictOf(NoteResponse note)
    {
        var verdict = note switch { { Struck: true } => "struck", { Verified: true } => "verified", { Verified: false } => "not verified", _ => "not checked" };
        return verdict + (note.By is { } by ? $" by {by.ToString().ToLowerInvariant()}" : "") + (note.Reason is { } reason ? $": {MarkdownText.Line(reason)}" : "");
    }
}

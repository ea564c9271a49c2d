using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Answering.Sections;

/// <summary>What stands behind a run on a long text.</summary>
/// <param name="Notes">The lines of all notes that it was given some of; those of a section bear the id of its notes as that of their version.</param>
/// <param name="Text">The sections that it was given, as they were then.</param>
public sealed record GivenSources(IReadOnlyList<Note> Notes, string Text);

/// <summary>Reads what a run was given of a long text. Thread-safe.</summary>
public sealed class GivenReader(IDbContextFactory<SleepTimeDbContext> databases)
{
    public async Task<GivenSources> ReadAsync(RunGiven given, CancellationToken cancellationToken)
    {
        List<Guid> Ids(GivenKind kind) => [.. given.Items.Where(item => item.Kind == kind).Select(item => item.Id)];
        var (sections, parts, wholes) = (Ids(GivenKind.Section), Ids(GivenKind.SectionNotes), Ids(GivenKind.MergedNotes));
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var texts = await database.ContextSections.Where(section => sections.Contains(section.Id)).OrderBy(section => section.Number)
            .Select(section => section.Text).ToListAsync(cancellationToken);
        var whole = await database.Notes.AsNoTracking().Where(note => wholes.Contains(note.NotesVersionId)).OrderBy(note => note.Order).ToListAsync(cancellationToken);
        var made = await database.SectionNotes.AsNoTracking().Where(notes => parts.Contains(notes.Id)).ToListAsync(cancellationToken);
        return new GivenSources(
            [.. whole, .. made.OrderBy(notes => parts.IndexOf(notes.Id)).SelectMany(notes => notes.Lines.Select((line, order) => line.ToNote(notes.Id, order)))],
            string.Concat(texts));
    }
}

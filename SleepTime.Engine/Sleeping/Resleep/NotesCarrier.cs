using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Contexts.Sections;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Sleeping.Resleep;

/// <summary>Lets a job begin with what still holds of the notes before. Thread-safe.</summary>
internal sealed class NotesCarrier(IDbContextFactory<SleepTimeDbContext> databases, TimeProvider time)
{
    /// <summary>
    /// The lines that a person wrote, changed or struck in the newest notes, whoever made these, and which ones a person
    /// removed. Then, where the text has no notes by this model yet, those of the version before, if the model's prompts can
    /// begin with notes and this model with these prompts made them.
    /// </summary>
    public async Task<CarriedOver> CarryAsync(SleepJob job, HostedModel model, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var version = await database.ContextVersions.Where(version => version.Id == job.ContextVersionId).Select(version => new { version.Text, version.Tokens }).SingleOrDefaultAsync(cancellationToken);
        if (version is null)
            return CarriedOver.Nothing;
        var ofContext = database.NotesVersions.AsNoTracking().Include(notes => notes.Lines).Where(notes => notes.ContextId == job.ContextId);
        var newest = await FindNewestAsync(ofContext.Where(notes => notes.ContextVersionId == job.ContextVersionId), cancellationToken)
            ?? await FindNewestAsync(ofContext, cancellationToken);
        if (newest is null)
            return CarriedOver.Nothing;
        List<Note> edited = [.. newest.Lines.OrderBy(line => line.Order).Where(line => line.Edited)];
        var removed = await RemovedLines.ReadAsync(ofContext.Where(notes => notes.ContextVersionId == newest.ContextVersionId), cancellationToken);
        var before = edited.Count + removed.Count > 0 ? await FindTextAsync(database, newest.ContextVersionId, cancellationToken) : null;
        var byHand = before is null ? [] : CarriedNotes.ByHand(edited, before, version.Text);
        var away = before is null ? [] : CarriedNotes.ByHand(removed, before, version.Text);
        // Of a long text each section keeps its own notes, by what it says. A text with notes of its own needs none of the one before.
        var earlier = model.Prompts.CarriesNotes && !SectionRoom.IsLong(version.Tokens, model) && !await ofContext.By(model).AnyAsync(notes => notes.ContextVersionId == job.ContextVersionId, cancellationToken)
            ? await FindNewestAsync(ofContext.Where(notes => notes.ContextVersionId != job.ContextVersionId).By(model), cancellationToken) : null;
        var kept = earlier is null ? [] : CarriedNotes.Of(earlier, version.Text);
        return Carry(job.Id, byHand, kept, away) with { Lost = edited.Count - byHand.Count };
    }

    private CarriedOver Carry(Guid jobId, IReadOnlyList<CarriedLine> byHand, IReadOnlyList<Note> kept, IReadOnlyList<CarriedLine> removed)
    {
        var gone = removed.Select(line => NotesMerger.Key(line.Note.Text)).ToHashSet();
        List<CarriedLine> lines = [.. byHand.Concat(kept.Where(note => !gone.Contains(NotesMerger.Key(note.Text))).Select(note => new CarriedLine(note, note.Source))).DistinctBy(line => NotesMerger.Key(line.Note.Text))];
        var (pass, checks) = GivenLines.Of(jobId, lines, removed, sample: 0, time.GetUtcNow());
        return new CarriedOver(pass is null ? [] : [pass], checks, lines.Count(line => !line.Note.Edited), lines.Count(line => line.Note.Edited), 0) { Removed = removed.Count };
    }

    private static Task<string?> FindTextAsync(SleepTimeDbContext database, Guid versionId, CancellationToken cancellationToken) =>
        database.ContextVersions.Where(version => version.Id == versionId).Select(version => version.Text).SingleOrDefaultAsync(cancellationToken);

    private static Task<NotesVersion?> FindNewestAsync(IQueryable<NotesVersion> notes, CancellationToken cancellationToken) =>
        notes.OrderByDescending(version => version.CreatedAt).ThenByDescending(version => version.Id).FirstOrDefaultAsync(cancellationToken);
}

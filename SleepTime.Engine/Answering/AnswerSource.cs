using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Answering;

/// <summary>What a question on a context is answered from.</summary>
/// <param name="Notes">The newest notes of this version, struck lines left out, or stale ones where they were asked for; null when there are none.</param>
/// <param name="NotesMissing">Why there are no notes to answer from, with how to get them; null when there are.</param>
internal sealed record AnswerSource(ContextVersion Version, UsableNotes? Notes, string? NotesMissing);

/// <param name="Lines">At least one.</param>
/// <param name="Expected">The questions that sleep expected and whose answers a verified note holds, the likeliest first.</param>
internal sealed record UsableNotes(Guid NotesVersionId, IReadOnlyList<string> Lines, IReadOnlyList<ExpectedQuestion> Expected);

/// <summary>Gathers what a question is answered from. Thread-safe.</summary>
internal sealed class AnswerSourceReader(IDbContextFactory<SleepTimeDbContext> databases)
{
    /// <param name="stale">Whether notes of an earlier version will do where this one has none.</param>
    /// <returns>Null when there is no such context.</returns>
    public async Task<AnswerSource?> FindAsync(Guid contextId, bool stale, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var version = await database.ContextVersions
            .AsNoTracking()
            .SingleOrDefaultAsync(
                version => version.ContextId == contextId
                    && database.Contexts.Any(context => context.Id == contextId && context.CurrentVersionNumber == version.Number),
                cancellationToken);
        if (version is null)
            return null;

        var ofContext = database.NotesVersions.AsNoTracking().Where(notes => notes.ContextId == contextId);
        var newest = await FindNewestAsync(ofContext.Where(notes => notes.ContextVersionId == version.Id), cancellationToken);
        if (Usable(newest) is { } usable)
            return new AnswerSource(version, usable, null);
        // Questions expected of the old text may have another answer by now.
        if (stale && Usable(await FindNewestAsync(ofContext.Where(notes => notes.ContextVersionId != version.Id), cancellationToken)) is { } old)
            return new AnswerSource(version, old with { Expected = [] }, null);

        var job = await database.SleepJobs
            .AsNoTracking()
            .Where(job => job.ContextVersionId == version.Id)
            .OrderByDescending(job => job.CreatedAt).ThenByDescending(job => job.Id)
            .FirstOrDefaultAsync(cancellationToken);
        var hasStaleNotes = await database.NotesVersions.AnyAsync(notes => notes.ContextId == contextId && notes.ContextVersionId != version.Id, cancellationToken);
        return new AnswerSource(version, null, MissingNotes.Explain(job, hasNotesWithoutLines: newest is not null, hasStaleNotes));
    }

    // The id first: lines and questions are read in queries of their own, between which there may come to be newer notes.
    private static async Task<NotesVersion?> FindNewestAsync(IQueryable<NotesVersion> notes, CancellationToken cancellationToken)
    {
        var id = await notes.OrderByDescending(version => version.CreatedAt).ThenByDescending(version => version.Id)
            .Select(version => (Guid?)version.Id).FirstOrDefaultAsync(cancellationToken);
        return id is null ? null : await notes
            .Include(version => version.Lines)
            .Include(version => version.Questions.OrderBy(question => question.Order))
            .AsSplitQuery()
            .SingleOrDefaultAsync(version => version.Id == id, cancellationToken);
    }

    /// <summary>Null when no line is left to answer from.</summary>
    private static UsableNotes? Usable(NotesVersion? notes) =>
        notes?.Lines.Where(line => !line.Struck).OrderBy(line => line.Order).Select(line => line.Text).ToList() is { Count: > 0 } lines
            ? new UsableNotes(notes.Id, lines, [.. notes.Questions.Where(question => HeldAnswers.IsHeld(question, notes))])
            : null;
}

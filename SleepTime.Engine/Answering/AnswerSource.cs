using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Answering;

/// <summary>What a question on a context is answered from.</summary>
/// <param name="Notes">The newest notes of this version, struck lines left out; null when there are none.</param>
/// <param name="NotesMissing">Why there are no notes to answer from, with how to get them; null when there are.</param>
internal sealed record AnswerSource(ContextVersion Version, UsableNotes? Notes, string? NotesMissing);

/// <param name="Lines">At least one.</param>
/// <param name="Expected">The questions that sleep expected, the likeliest first.</param>
internal sealed record UsableNotes(Guid NotesVersionId, IReadOnlyList<string> Lines, IReadOnlyList<ExpectedQuestion> Expected);

/// <summary>Gathers what a question is answered from. Thread-safe.</summary>
internal sealed class AnswerSourceReader(IDbContextFactory<SleepTimeDbContext> databases)
{
    /// <summary>Null when there is no such context.</summary>
    public async Task<AnswerSource?> FindAsync(Guid contextId, CancellationToken cancellationToken)
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

        var notes = await database.NotesVersions
            .AsNoTracking()
            .Include(notes => notes.Lines)
            .Include(notes => notes.Questions.OrderBy(question => question.Order))
            .AsSplitQuery()
            .Where(notes => notes.ContextVersionId == version.Id)
            .OrderByDescending(notes => notes.CreatedAt).ThenByDescending(notes => notes.Id)
            .FirstOrDefaultAsync(cancellationToken);
        var lines = notes?.Lines.Where(line => !line.Struck).OrderBy(line => line.Order).Select(line => line.Text).ToList() ?? [];
        if (lines.Count > 0)
            return new AnswerSource(version, new UsableNotes(notes!.Id, lines, notes.Questions), null);

        var job = await database.SleepJobs
            .AsNoTracking()
            .Where(job => job.ContextVersionId == version.Id)
            .OrderByDescending(job => job.CreatedAt).ThenByDescending(job => job.Id)
            .FirstOrDefaultAsync(cancellationToken);
        var hasStaleNotes = await database.NotesVersions.AnyAsync(notes => notes.ContextId == contextId && notes.ContextVersionId != version.Id, cancellationToken);
        return new AnswerSource(version, null, MissingNotes.Explain(job, hasNotesWithoutLines: notes is not null, hasStaleNotes));
    }
}

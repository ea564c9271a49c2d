using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Sleeping;

/// <summary>A notes version with what its context says of it.</summary>
/// <param name="Stale">The context was edited after these notes were made.</param>
/// <param name="Maker">Whether the model that is loaded made them, with its present prompts.</param>
public sealed record NotesView(NotesVersion Notes, int ContextVersion, bool Stale, NotesMaker Maker = NotesMaker.Present)
{
    /// <summary>Completion tokens of each pass that wrote them, all runs together; empty when a person made them, or nobody kept count.</summary>
    public IReadOnlyDictionary<int, int> TokensByPass { get; init; } = new Dictionary<int, int>();

    /// <summary>Whether answers may use them without being asked to.</summary>
    public bool Counts => !Stale && Maker == NotesMaker.Present;
}

/// <summary>Reads notes. Thread-safe.</summary>
public sealed class NotesService(IDbContextFactory<SleepTimeDbContext> databases, ModelHost host)
{
    /// <summary>All versions of a context's notes, newest first; null when there is no such context.</summary>
    public async Task<IReadOnlyList<NotesView>?> ListAsync(Guid contextId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var current = await database.Contexts
            .Where(context => context.Id == contextId)
            .Select(context => (int?)context.CurrentVersionNumber)
            .SingleOrDefaultAsync(cancellationToken);
        if (current is null)
            return null;

        var numbers = await database.ContextVersions
            .Where(version => version.ContextId == contextId)
            .ToDictionaryAsync(version => version.Id, version => version.Number, cancellationToken);
        var all = await database.NotesVersions
            .AsNoTracking()
            .Include(notes => notes.Lines.OrderBy(line => line.Order))
            .Include(notes => notes.Questions.OrderBy(question => question.Order))
            .AsSplitQuery()
            .Where(notes => notes.ContextId == contextId)
            .OrderByDescending(notes => notes.CreatedAt).ThenByDescending(notes => notes.Id)
            .ToListAsync(cancellationToken);
        // Of a text in sections the passes are not kept.
        var passes = await database.SleepPasses
            .Where(pass => pass.Kind == SleepPassKind.Notes && pass.Number > 0 && pass.Section == 0 && database.NotesVersions.Any(notes => notes.ContextId == contextId && notes.JobId == pass.JobId))
            .GroupBy(pass => new { pass.JobId, pass.Number })
            .Select(group => new { group.Key.JobId, group.Key.Number, Tokens = group.Sum(pass => pass.Usage.CompletionTokens) })
            .ToListAsync(cancellationToken);
        var tokens = passes.ToLookup(pass => (Guid?)pass.JobId);
        var model = host.Status.Hosted;
        return [.. all.Select(notes => new NotesView(
            notes, numbers[notes.ContextVersionId], numbers[notes.ContextVersionId] != current, NotesMakers.Of(notes, model))
        {
            TokensByPass = tokens[notes.JobId].ToDictionary(pass => pass.Number, pass => pass.Tokens),
        })];
    }
}

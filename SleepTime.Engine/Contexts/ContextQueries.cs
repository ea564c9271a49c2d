using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Contexts;

/// <summary>The facts of a context that its rows and its page are made from, in one query.</summary>
internal sealed record ContextRow(
    Guid Id, string Title, string Owner, bool IsSample, int Version, Guid VersionId, int Tokens, DateTimeOffset CreatedAt, DateTimeOffset EditedAt,
    bool HasUsableNotes, int? CurrentNotes, bool IsUnderway, bool IsPaused, SleepJobState? LastJob, int NoteCount, int RunCount)
{
    /// <summary>Notes that can be used count more than a job that makes others, and old notes more than a failure.</summary>
    public NotesState Notes => this switch
    {
        { CurrentNotes: > 0 } => NotesState.Ready,
        { IsUnderway: true } => NotesState.Underway,
        { IsPaused: true } => NotesState.Paused,
        { CurrentNotes: 0 } => NotesState.Unusable,
        { HasUsableNotes: true } => NotesState.Stale,
        { LastJob: SleepJobState.Failed or SleepJobState.Cancelled } => NotesState.Failed,
        _ => NotesState.None,
    };

    public ContextSummary ToSummary() => new(Id, Title, Owner, IsSample, Version, Tokens, Notes, NoteCount, RunCount, CreatedAt);
}

internal static class ContextQueries
{
    /// <summary>The oldest context whose present text has this hash; null when none has.</summary>
    public static Task<Context?> FindSameTextAsync(this SleepTimeDbContext database, string contentHash, CancellationToken cancellationToken) =>
        database.OfSameText(contentHash).FirstOrDefaultAsync(cancellationToken);

    /// <summary>From the hash to its contexts, by its index: asked of each context, the whole of every stored text would be read on the way to its hash.</summary>
    public static IQueryable<Context> OfSameText(this SleepTimeDbContext database, string contentHash) => (
        from version in database.ContextVersions
        where version.ContentHash == contentHash
        join context in database.Contexts on version.ContextId equals context.Id
        where version.Number == context.CurrentVersionNumber
        orderby context.CreatedAt
        select context).AsNoTracking();

    /// <summary>Contexts whose title or current text holds <paramref name="search"/>; all without one. Case counts for non-ASCII letters only.</summary>
    public static IQueryable<Context> Matching(this SleepTimeDbContext database, string? search)
    {
        if (string.IsNullOrWhiteSpace(search))
            return database.Contexts;
        var pattern = $"%{search.Trim().Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_")}%";
        return database.Contexts.Where(context =>
            EF.Functions.Like(context.Title, pattern, "\\") ||
            context.Versions.Any(version => version.Number == context.CurrentVersionNumber && EF.Functions.Like(version.Text, pattern, "\\")));
    }

    /// <param name="model">Notes that it did not make, or made with other prompts, count as those of an earlier text; null counts all.</param>
    public static IQueryable<ContextRow> Rows(this SleepTimeDbContext database, IQueryable<Context> contexts, HostedModel? model)
    {
        var (modelId, prompts) = (model?.Id, model?.Prompts.Version);
        return from context in contexts
        from version in context.Versions
        where version.Number == context.CurrentVersionNumber
        select new ContextRow(
            context.Id, context.Title, context.Owner, context.IsSample, version.Number, version.Id, version.Tokens, context.CreatedAt, version.CreatedAt,
            database.NotesVersions.Any(notes => notes.ContextId == context.Id && notes.Lines.Any(line => !line.Struck)),
            database.NotesVersions.Where(notes => notes.ContextVersionId == version.Id && (modelId == null || (notes.ModelId == modelId && notes.PromptVersion == prompts)))
                .OrderByDescending(notes => notes.CreatedAt).ThenByDescending(notes => notes.Id)
                .Select(notes => (int?)notes.Lines.Count(line => !line.Struck)).FirstOrDefault(),
            database.SleepJobs.Any(job => job.ContextId == context.Id && (job.State == SleepJobState.Running || job.State == SleepJobState.Queued && !job.Paused)),
            database.SleepJobs.Any(job => job.ContextId == context.Id && job.State == SleepJobState.Queued && job.Paused),
            database.SleepJobs.Where(job => job.ContextId == context.Id)
                .OrderByDescending(job => job.CreatedAt).ThenByDescending(job => job.Id)
                .Select(job => (SleepJobState?)job.State).FirstOrDefault(),
            database.NotesVersions.Where(notes => notes.ContextId == context.Id)
                .OrderByDescending(notes => notes.CreatedAt).ThenByDescending(notes => notes.Id)
                .Select(notes => notes.Lines.Count(line => !line.Struck)).FirstOrDefault(),
            database.Runs.Count(run => run.ContextId == context.Id));
    }
}

using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Sleeping.Gating;

/// <summary>Reads what runs and jobs of one model have shown so far. Thread-safe.</summary>
internal sealed class ExperienceReader(IDbContextFactory<SleepTimeDbContext> databases, TimeProvider time)
{
    // A text given a moment ago has not had its questions yet, and would pull the mean down.
    private static readonly TimeSpan _old = TimeSpan.FromDays(1);

    public async Task<SleepExperience> ReadAsync(string modelId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var pairs =
            from standard in database.Runs
            join sleepTime in database.Runs on standard.ComparisonId equals sleepTime.ComparisonId
            where standard.Mode == AnswerMode.Standard && standard.State == RunState.Completed && standard.ModelId == modelId
                && sleepTime.Mode == AnswerMode.SleepTime && sleepTime.State == RunState.Completed && sleepTime.ExpectedQuestionId == null
                && database.NotesVersions.Any(notes => notes.Id == sleepTime.NotesVersionId && notes.ContextVersionId == sleepTime.ContextVersionId)
            select new
            {
                Standard = (double)standard.Usage!.CompletionTokens,
                SleepTime = (double)sleepTime.Usage!.CompletionTokens,
                Extra = (double)(sleepTime.Usage!.PromptTokens - sleepTime.Usage!.CachedTokens - (standard.Usage!.PromptTokens - standard.Usage!.CachedTokens)),
            };
        var comparisons = await pairs.CountAsync(cancellationToken);

        // Of one run each: the forecast multiplies by the runs that are wanted.
        var jobs =
            from notes in database.NotesVersions
            join job in database.SleepJobs on notes.JobId equals job.Id
            join version in database.ContextVersions on notes.ContextVersionId equals version.Id
            where notes.ModelId == modelId
            select new { Spent = (double)notes.Usage.CompletionTokens / job.Samples, version.Tokens };
        var textTokens = await jobs.SumAsync(job => (double)job.Tokens, cancellationToken);
        var spent = await jobs.SumAsync(job => job.Spent, cancellationToken);

        var since = time.GetUtcNow() - _old;
        var texts = database.ContextVersions.Where(version => version.CreatedAt <= since);
        return new SleepExperience(
            comparisons,
            comparisons == 0 ? null : await pairs.AverageAsync(pair => pair.Standard, cancellationToken),
            comparisons == 0 ? null : await pairs.AverageAsync(pair => pair.SleepTime, cancellationToken),
            comparisons == 0 ? null : await pairs.AverageAsync(pair => pair.Extra, cancellationToken),
            textTokens == 0 ? null : spent / textTokens,
            await texts.CountAsync(cancellationToken),
            await Questions(database.Runs.Where(run => texts.Any(version => version.Id == run.ContextVersionId))).CountAsync(cancellationToken),
            await database.NotesVersions.Where(notes => notes.ModelId == modelId && notes.Origin == NotesOrigin.Sleep).SelectMany(notes => notes.Questions)
                .AverageAsync(question => question.LogProbability, cancellationToken));
    }

    public async Task<TextHistory> ReadAsync(Guid contextId, Guid versionId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var tokens = await database.ContextVersions.Where(version => version.Id == versionId).Select(version => version.Tokens).SingleOrDefaultAsync(cancellationToken);
        var earlier = database.ContextVersions.Where(version => version.ContextId == contextId && version.Id != versionId);
        var expected = database.NotesVersions.Where(notes => notes.ContextId == contextId).SelectMany(notes => notes.Questions);
        return new TextHistory(
            tokens,
            await earlier.CountAsync(cancellationToken),
            await Questions(database.Runs.Where(run => run.ContextId == contextId && run.ContextVersionId != versionId)).CountAsync(cancellationToken),
            await expected.AverageAsync(question => question.LogProbability, cancellationToken));
    }

    /// <summary>A comparison is one question.</summary>
    internal static IQueryable<Guid> Questions(IQueryable<Run> runs) => runs.Select(run => run.ComparisonId ?? run.Id).Distinct();
}

using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Answering;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Sleeping.Gating;

/// <summary>Reads what runs and jobs of one model have shown so far. Thread-safe.</summary>
internal sealed class ExperienceReader(IDbContextFactory<SleepTimeDbContext> databases, TimeProvider time)
{
    // A text given a moment ago has not had its questions yet, and would pull the mean down.
    public static readonly TimeSpan Old = TimeSpan.FromDays(1);

    // Of each text: more say no more.
    private const int MostAnticipations = 10;

    public async Task<SleepExperience> ReadAsync(HostedModel model, CancellationToken cancellationToken)
    {
        var modelId = model.Id;
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var pairs =
            from standard in database.Runs
            join sleepTime in database.Runs on standard.ComparisonId equals sleepTime.ComparisonId
            where standard.Mode == AnswerMode.Standard && standard.State == RunState.Completed && standard.ModelId == modelId
                && sleepTime.Mode == AnswerMode.SleepTime && sleepTime.State == RunState.Completed && sleepTime.ExpectedQuestionId == null
                && standard.Outcome == sleepTime.Outcome && standard.Outcome != AnswerOutcome.CutOff
                && database.NotesVersions.Any(notes => notes.Id == sleepTime.NotesVersionId && notes.ContextVersionId == sleepTime.ContextVersionId
                    && notes.ModelId == sleepTime.ModelId && notes.PromptVersion == sleepTime.PromptVersion)
            select new
            {
                Standard = (double)standard.Usage!.CompletionTokens,
                SleepTime = (double)sleepTime.Usage!.CompletionTokens,
                // Who came first and read a cold text for both says nothing about a mode: as CostSql.StandardCached.
                Extra = (double)(sleepTime.Usage!.PromptTokens - sleepTime.Usage!.CachedTokens - (standard.Usage!.PromptTokens
                    - (standard.Usage!.CachedTokens * 2 < standard.Usage!.PromptTokens && sleepTime.Usage!.CachedTokens > standard.Usage!.CachedTokens && sleepTime.Usage!.CachedTokens < standard.Usage!.PromptTokens ? sleepTime.Usage!.CachedTokens : standard.Usage!.CachedTokens))),
            };
        var comparisons = await pairs.CountAsync(cancellationToken);

        var since = time.GetUtcNow() - Old;
        return new SleepExperience(
            comparisons,
            comparisons == 0 ? null : await pairs.AverageAsync(pair => pair.Standard, cancellationToken),
            comparisons == 0 ? null : await pairs.AverageAsync(pair => pair.SleepTime, cancellationToken),
            comparisons == 0 ? null : await pairs.AverageAsync(pair => pair.Extra, cancellationToken),
            await SleepCostReader.ReadAsync(database, model, cancellationToken),
            await TextsUntil(database, since).CountAsync(cancellationToken),
            await Questions(OnTextsUntil(database, since)).CountAsync(cancellationToken),
            await database.NotesVersions.Where(notes => notes.ModelId == modelId && notes.Origin == NotesOrigin.Sleep).SelectMany(notes => notes.Questions)
                .AverageAsync(question => question.LogProbability, cancellationToken))
        {
            Lengths = await ReadLengthsAsync(database, modelId, cancellationToken),
            Retention = await RetentionFollower.ReadAsync(database, since, cancellationToken),
        };
    }

    /// <summary>Texts stored by then; counted in an index, which has no texts in it.</summary>
    internal static IQueryable<Guid> TextsUntil(SleepTimeDbContext database, DateTimeOffset since) => database.ContextVersions.Where(version => version.CreatedAt <= since).Select(version => version.Id);

    internal static IQueryable<Run> OnTextsUntil(SleepTimeDbContext database, DateTimeOffset since)
    {
        var texts = TextsUntil(database, since);
        return database.Runs.Where(run => texts.Contains(run.ContextVersionId));
    }

    private static async Task<AskedLengths> ReadLengthsAsync(SleepTimeDbContext database, string modelId, CancellationToken cancellationToken)
    {
        var answered = database.Runs.Where(run => run.ModelId == modelId && run.State == RunState.Completed);
        var pairs =
            from standard in answered
            join sleepTime in answered on standard.ComparisonId equals sleepTime.ComparisonId
            where standard.Mode == AnswerMode.Standard && sleepTime.Mode == AnswerMode.SleepTime && standard.Verbosity >= 3
                && standard.Outcome == sleepTime.Outcome && standard.Outcome != AnswerOutcome.CutOff
            select new { Standard = (double?)standard.Usage!.CompletionTokens, SleepTime = (double?)sleepTime.Usage!.CompletionTokens };
        return new AskedLengths(
            await Questions(answered).CountAsync(cancellationToken),
            await Questions(answered.Where(run => run.Verbosity <= 1)).CountAsync(cancellationToken),
            await Questions(answered.Where(run => run.Verbosity >= 3)).CountAsync(cancellationToken),
            await pairs.CountAsync(cancellationToken),
            await pairs.AverageAsync(pair => pair.Standard, cancellationToken),
            await pairs.AverageAsync(pair => pair.SleepTime, cancellationToken));
    }

    /// <param name="modelId">Whose expectations count: log-probabilities of two models cannot be compared, nor what they foresee.</param>
    public async Task<TextHistory> ReadAsync(Guid contextId, Guid versionId, string modelId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var current = await database.ContextVersions.Where(version => version.Id == versionId).Select(version => new { version.Tokens, version.CreatedAt }).SingleOrDefaultAsync(cancellationToken);
        var givenAt = await database.Contexts.Where(context => context.Id == contextId).Select(context => (DateTimeOffset?)context.CreatedAt).SingleOrDefaultAsync(cancellationToken);
        var earlier = database.ContextVersions.Where(version => version.ContextId == contextId && version.Id != versionId);
        var asked = database.Runs.Where(run => run.ContextId == contextId);
        var expected = database.NotesVersions.Where(notes => notes.ContextId == contextId && notes.ModelId == modelId && notes.Origin == NotesOrigin.Sleep).SelectMany(notes => notes.Questions);
        var anticipations = await database.SleepPasses
            .Where(pass => pass.Kind == SleepPassKind.Questions && database.SleepJobs.Any(job => job.Id == pass.JobId && job.ContextId == contextId && job.ModelId == modelId))
            .OrderByDescending(pass => pass.FinishedAt).ThenByDescending(pass => pass.Id)
            .Take(MostAnticipations).AsNoTracking().ToListAsync(cancellationToken);
        return new TextHistory(
            current?.Tokens ?? 0,
            await earlier.CountAsync(cancellationToken),
            await Questions(asked.Where(run => run.ContextVersionId != versionId)).CountAsync(cancellationToken),
            await expected.AverageAsync(question => question.LogProbability, cancellationToken))
        {
            Questions = await Questions(asked.Where(run => run.ContextVersionId == versionId)).CountAsync(cancellationToken),
            Age = now - (current?.CreatedAt ?? now),
            KeptFor = now - (givenAt ?? now),
            Agreement = QuestionAgreement.Of(anticipations.Select(pass => AnticipatedQuestion.Parse(pass).Select(line => line.Question))),
        };
    }

    /// <summary>A comparison is one question.</summary>
    internal static IQueryable<Guid> Questions(IQueryable<Run> runs) => runs.Select(run => run.ComparisonId ?? run.Id).Distinct();
}

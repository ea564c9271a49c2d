using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Insights;

/// <summary>Measures whether sleep on a text has paid, from its stored runs. Thread-safe.</summary>
public sealed class BreakEvenService(IDbContextFactory<SleepTimeDbContext> databases, SleepPolicyStore policies)
{
    /// <summary>Of the current version of a context; null when there is no such context.</summary>
    public async Task<ContextBreakEven?> FindAsync(Guid contextId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var versionId = await database.ContextVersions
            .Where(version => version.ContextId == contextId && database.Contexts.Any(context => context.Id == contextId && context.CurrentVersionNumber == version.Number))
            .Select(version => (Guid?)version.Id)
            .SingleOrDefaultAsync(cancellationToken);
        if (versionId is null)
            return null;

        var runs = database.Runs.Where(run => run.ContextVersionId == versionId && run.State == RunState.Completed);
        var fromNotes = runs.Where(run => run.Mode == AnswerMode.SleepTime
            && database.NotesVersions.Any(notes => notes.Id == run.NotesVersionId && notes.ContextVersionId == versionId && notes.ModelId == run.ModelId && notes.PromptVersion == run.PromptVersion));
        var pairs =
            from standard in runs
            join sleepTime in fromNotes on standard.ComparisonId equals sleepTime.ComparisonId
            where standard.Mode == AnswerMode.Standard && sleepTime.ExpectedQuestionId == null
            select new
            {
                Standard = (double)standard.Usage!.CompletionTokens,
                SleepTime = (double)sleepTime.Usage!.CompletionTokens,
                Extra = (double)(sleepTime.Usage!.PromptTokens - sleepTime.Usage!.CachedTokens - (standard.Usage!.PromptTokens - standard.Usage!.CachedTokens)),
            };
        var comparisons = await pairs.CountAsync(cancellationToken);
        var slept = await database.SleepPasses.Where(pass => database.SleepJobs.Any(job => job.Id == pass.JobId && job.ContextVersionId == versionId))
                .SumAsync(pass => (long)pass.Usage.CompletionTokens, cancellationToken)
            + await database.NoteChecks.Where(check => database.SleepJobs.Any(job => job.Id == check.JobId && job.ContextVersionId == versionId))
                .SumAsync(check => (long)check.Usage.CompletionTokens, cancellationToken)
            // The passes of a section that has its notes are counted with these.
            + await database.SectionNotes.Where(notes => database.SleepJobs.Any(job => job.Id == notes.JobId && job.ContextVersionId == versionId))
                .SumAsync(notes => (long)notes.Usage.CompletionTokens, cancellationToken);
        var decision = await database.SleepDecisions.AsNoTracking().Where(decision => decision.ContextVersionId == versionId)
            .OrderByDescending(decision => decision.MadeAt).ThenByDescending(decision => decision.Id).FirstOrDefaultAsync(cancellationToken);
        var policy = policies.Current;
        return new ContextBreakEven(
            await fromNotes.CountAsync(cancellationToken),
            comparisons,
            decision?.BreakEven,
            decision?.ExpectedQuestions,
            slept,
            comparisons == 0
                ? null
                : new BreakEven(
                    slept,
                    await pairs.AverageAsync(pair => pair.Standard, cancellationToken),
                    await pairs.AverageAsync(pair => pair.SleepTime, cancellationToken),
                    await pairs.AverageAsync(pair => pair.Extra, cancellationToken),
                    policy.TestTokenPrice,
                    policy.InputTokenPrice));
    }
}

using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Insights;

/// <summary>Tokens of one comparison whose two runs both completed, oldest first; the chart on the Overview.</summary>
public sealed record ComparisonTokens(DateTimeOffset At, string Question, int StandardTokens, int SleepTimeTokens);

/// <param name="ContextsWithNotes">Contexts whose present text has notes with a line that an answer could use.</param>
/// <param name="Notes">Lines of notes that an answer could use now: of the newest notes of each present text, not struck.</param>
/// <param name="JobsQueued">Jobs that wait, without those that a person paused.</param>
/// <param name="Questions">A comparison is one question.</param>
/// <param name="TokensAsleep">Completion tokens of all that sleep ever wrote and stored: notes, expected questions, judgements.</param>
/// <param name="TokensSavedAwake">Completion tokens that SleepTime runs needed less than the Standard run of the same comparison; null before the first complete comparison. Can be negative.</param>
/// <param name="ComparisonsCounted">How many complete comparisons that rests on.</param>
/// <param name="Recent">The latest complete comparisons, at most 30.</param>
/// <param name="JobsPaused">Jobs that a person paused.</param>
public sealed record OverviewFigures(
    int Contexts, int ContextsWithNotes, int Notes, int JobsQueued, int Questions, int RunsFailed,
    long TokensAsleep, long? TokensSavedAwake, int ComparisonsCounted, IReadOnlyList<ComparisonTokens> Recent, int JobsPaused = 0);

/// <summary>The figures of the Overview page, all from stored runs and passes. Thread-safe.</summary>
public sealed class OverviewService(IDbContextFactory<SleepTimeDbContext> databases)
{
    private const int RecentCount = 30;

    /// <param name="viewer">Who looks: blind comparisons that they have not voted on are not among <see cref="OverviewFigures.Recent"/>; null leaves none out.</param>
    public async Task<OverviewFigures> GetAsync(string? viewer, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var notes = NewestOfPresentTexts(database);
        var comparisons = Comparisons(database);
        var counted = await comparisons.CountAsync(cancellationToken);
        var saved = await comparisons.SumAsync(
            pair => (long)pair.Standard.Usage!.CompletionTokens - pair.SleepTime.Usage!.CompletionTokens, cancellationToken);
        var recent = await comparisons
            .Where(pair => viewer == null || !pair.Standard.IsBlind || database.ComparisonVotes.Any(vote => vote.ComparisonId == pair.Standard.ComparisonId && vote.Owner == viewer))
            .OrderByDescending(pair => pair.Standard.CreatedAt).ThenByDescending(pair => pair.Standard.Id)
            .Take(RecentCount)
            .Select(pair => new ComparisonTokens(
                pair.Standard.CreatedAt, pair.Standard.Question, pair.Standard.Usage!.CompletionTokens, pair.SleepTime.Usage!.CompletionTokens))
            .ToListAsync(cancellationToken);
        recent.Reverse();

        return new OverviewFigures(
            Contexts: await database.Contexts.CountAsync(cancellationToken),
            ContextsWithNotes: await notes.CountAsync(version => version.Lines.Any(line => !line.Struck), cancellationToken),
            Notes: await notes.SelectMany(version => version.Lines).CountAsync(line => !line.Struck, cancellationToken),
            JobsQueued: await database.SleepJobs.CountAsync(job => job.State == SleepJobState.Queued && !job.Paused, cancellationToken),
            Questions: await database.Runs.CountAsync(run => run.ComparisonId == null, cancellationToken)
                + await database.Runs.Where(run => run.ComparisonId != null).Select(run => run.ComparisonId).Distinct().CountAsync(cancellationToken),
            RunsFailed: await database.Runs.CountAsync(run => run.State == RunState.Failed, cancellationToken),
            TokensAsleep: await database.SleepPasses.SumAsync(pass => (long)pass.Usage.CompletionTokens, cancellationToken)
                + await database.NoteChecks.SumAsync(check => (long)check.Usage.CompletionTokens, cancellationToken)
                + await database.SectionNotes.SumAsync(section => (long)section.Usage.CompletionTokens, cancellationToken),
            // Nothing saved and nothing known are not the same.
            TokensSavedAwake: counted == 0 ? null : saved,
            ComparisonsCounted: counted,
            Recent: recent,
            JobsPaused: await database.SleepJobs.CountAsync(job => job.State == SleepJobState.Queued && job.Paused, cancellationToken));
    }

    private static IQueryable<NotesVersion> NewestOfPresentTexts(SleepTimeDbContext database) =>
        from notes in database.NotesVersions
        join version in database.ContextVersions on notes.ContextVersionId equals version.Id
        join context in database.Contexts on notes.ContextId equals context.Id
        where version.Number == context.CurrentVersionNumber
            && notes.Id == database.NotesVersions
                .Where(other => other.ContextVersionId == version.Id)
                .OrderByDescending(other => other.CreatedAt).ThenByDescending(other => other.Id)
                .Select(other => other.Id)
                .First()
        select notes;

    /// <summary>A run that failed or was stopped says nothing about what an answer costs: only comparisons with two completed runs count.</summary>
    private static IQueryable<RunPair> Comparisons(SleepTimeDbContext database) =>
        from standard in database.Runs
        join sleepTime in database.Runs on standard.ComparisonId equals sleepTime.ComparisonId
        where standard.Mode == AnswerMode.Standard && standard.State == RunState.Completed
            && sleepTime.Mode == AnswerMode.SleepTime && sleepTime.State == RunState.Completed
        select new RunPair { Standard = standard, SleepTime = sleepTime };

    private sealed class RunPair
    {
        public required Run Standard { get; init; }

        public required Run SleepTime { get; init; }
    }
}

using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Insights.Figures;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Insights;

/// <summary>Tokens of one comparison whose two runs both completed.</summary>
public sealed record ComparisonTokens(DateTimeOffset At, string Question, int StandardTokens, int SleepTimeTokens);

/// <param name="ContextsWithNotes">Contexts whose present text has notes with a line that an answer could use.</param>
/// <param name="Notes">Lines of notes that an answer could use now: of the newest notes of each present text, not struck.</param>
/// <param name="JobsQueued">Jobs that wait, without those that a person paused.</param>
/// <param name="Questions">A comparison is one question.</param>
/// <param name="TokensAsleep">Completion tokens of all that sleep ever wrote and stored: notes, expected questions, judgements.</param>
/// <param name="TokensSavedAwake">Completion tokens that SleepTime runs needed less than the Standard run of the same comparison; null before the first complete comparison. Can be negative.</param>
/// <param name="ComparisonsCounted">How many complete comparisons that rests on.</param>
/// <param name="Recent">The latest complete comparisons, oldest first; only in pictures that were shared before the Overview listed comparisons by itself, else empty.</param>
/// <param name="JobsPaused">Jobs that a person paused.</param>
public sealed record OverviewFigures(
    int Contexts, int ContextsWithNotes, int Notes, int JobsQueued, int Questions, int RunsFailed,
    long TokensAsleep, long? TokensSavedAwake, int ComparisonsCounted, IReadOnlyList<ComparisonTokens> Recent, int JobsPaused = 0);

/// <summary>The totals of the Overview, from stored runs and passes.</summary>
internal static class OverviewTotals
{
    /// <summary>Without <see cref="OverviewFigures.Recent"/>.</summary>
    public static async Task<OverviewFigures> CountAsync(SleepTimeDbContext database, CancellationToken cancellationToken)
    {
        var notes = database.NewestOfPresentTexts();
        var balance = await BalanceQuery.ReadAsync(database, cancellationToken);
        return new OverviewFigures(
            Contexts: await database.Contexts.CountAsync(cancellationToken),
            ContextsWithNotes: await notes.CountAsync(version => version.Lines.Any(line => !line.Struck), cancellationToken),
            Notes: await notes.SelectMany(version => version.Lines).CountAsync(line => !line.Struck, cancellationToken),
            JobsQueued: await database.SleepJobs.CountAsync(job => job.State == SleepJobState.Queued && !job.Paused, cancellationToken),
            Questions: await database.HistoryEntries.CountAsync(cancellationToken),
            RunsFailed: await database.Runs.CountAsync(run => run.State == RunState.Failed, cancellationToken),
            TokensAsleep: balance.Asleep,
            // Nothing saved and nothing known are not the same.
            TokensSavedAwake: balance.Comparisons == 0 ? null : balance.Saved,
            ComparisonsCounted: balance.Comparisons,
            Recent: [],
            JobsPaused: await database.SleepJobs.CountAsync(job => job.State == SleepJobState.Queued && job.Paused, cancellationToken));
    }
}

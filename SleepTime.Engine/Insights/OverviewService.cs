namespace SleepTime.Engine.Insights;

/// <summary>Tokens of one comparison whose two runs both completed, oldest first; the chart on the Overview.</summary>
public sealed record ComparisonTokens(DateTimeOffset At, string Question, int StandardTokens, int SleepTimeTokens);

/// <param name="TokensAsleep">Completion tokens of all sleep passes ever stored.</param>
/// <param name="TokensSavedAwake">Completion tokens that SleepTime runs needed less than the Standard run of the same comparison; null before the first complete comparison. Can be negative.</param>
/// <param name="ComparisonsCounted">How many complete comparisons that rests on.</param>
/// <param name="Recent">The latest complete comparisons, at most 30.</param>
public sealed record OverviewFigures(
    int Contexts, int ContextsWithNotes, int Notes, int JobsQueued, int Questions, int RunsFailed,
    long TokensAsleep, long? TokensSavedAwake, int ComparisonsCounted, IReadOnlyList<ComparisonTokens> Recent);

/// <summary>The figures of the Overview page, all from stored runs and passes. Thread-safe.</summary>
public sealed class OverviewService
{
    public Task<OverviewFigures> GetAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
}

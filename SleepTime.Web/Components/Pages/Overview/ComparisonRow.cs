using SleepTime.Engine.Answering;

namespace SleepTime.Web.Components.Pages.Overview;

/// <summary>One comparison in a list: its two runs, either of which may still be going on.</summary>
public sealed record ComparisonRow(Guid ComparisonId, Run? Standard, Run? SleepTime)
{
    private Run Any => Standard ?? SleepTime!;

    public Guid ContextId => Any.ContextId;

    public string Question => Any.Question;

    public DateTimeOffset At => Any.CreatedAt;

    /// <summary>Tokens that SleepTime needed more (or, negative, less); null unless both runs completed.</summary>
    public long? Difference =>
        Standard is { State: RunState.Completed, Usage: { } standard } && SleepTime is { State: RunState.Completed, Usage: { } sleepTime }
            ? sleepTime.CompletionTokens - standard.CompletionTokens
            : null;

    /// <summary>Pairs up runs by their comparison; single runs are left out. Newest first.</summary>
    public static IReadOnlyList<ComparisonRow> From(IEnumerable<Run> runs) =>
    [
        .. runs.Where(run => run.ComparisonId is not null)
            .GroupBy(run => run.ComparisonId!.Value)
            .Select(pair => new ComparisonRow(
                pair.Key,
                pair.FirstOrDefault(run => run.Mode == AnswerMode.Standard),
                pair.FirstOrDefault(run => run.Mode == AnswerMode.SleepTime)))
            .OrderByDescending(row => row.At),
    ];
}

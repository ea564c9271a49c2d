using SleepTime.Engine.Answering;
using SleepTime.Engine.Answering.History;

namespace SleepTime.Web.Components.Pages.Overview;

/// <summary>One comparison in a list: its two runs, either of which may still be going on.</summary>
public sealed record ComparisonRow(Guid ComparisonId, Run? Standard, Run? SleepTime)
{
    /// <summary>A blind comparison that is still to be voted on: its figures would tell which side is which.</summary>
    public bool IsHidden { get; init; }

    private Run Any => Standard ?? SleepTime!;

    public Guid ContextId => Any.ContextId;

    public string Question => Any.Question;

    public DateTimeOffset At => Any.CreatedAt;

    /// <summary>Tokens that SleepTime needed more (or, negative, less); null unless both runs completed and their sides are shown.</summary>
    public long? Difference =>
        !IsHidden && Standard is { State: RunState.Completed, Usage: { } standard } && SleepTime is { State: RunState.Completed, Usage: { } sleepTime }
            ? sleepTime.CompletionTokens - standard.CompletionTokens
            : null;

    /// <summary>Pairs up runs by their comparison; single runs are left out. Newest first.</summary>
    public static IReadOnlyList<ComparisonRow> From(IEnumerable<HistoryRun> runs) =>
    [
        .. runs.Where(row => row.Run.ComparisonId is not null)
            .GroupBy(row => row.Run.ComparisonId!.Value)
            .Select(pair => new ComparisonRow(
                pair.Key,
                pair.FirstOrDefault(row => row.Run.Mode == AnswerMode.Standard)?.Run,
                pair.FirstOrDefault(row => row.Run.Mode == AnswerMode.SleepTime)?.Run) { IsHidden = pair.Any(row => row.IsHidden) })
            .OrderByDescending(row => row.At),
    ];
}

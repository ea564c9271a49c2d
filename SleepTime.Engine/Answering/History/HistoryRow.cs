namespace SleepTime.Engine.Answering.History;

/// <summary>One line of the history: a question with the one or two runs that answer it.</summary>
/// <param name="Number">Place in the order of asking; see <see cref="HistoryEntry.Number"/>.</param>
/// <param name="Id">Of the comparison, or of the single run.</param>
/// <param name="Runs">Standard first; at least one.</param>
public sealed record HistoryRow(long Number, Guid Id, bool IsComparison, Guid ContextId, string ContextTitle, IReadOnlyList<Run> Runs)
{
    public string Question => Runs[0].Question;

    public string Owner => Runs[0].Owner;

    public DateTimeOffset CreatedAt => Runs[0].CreatedAt;

    /// <summary>The run in this mode; null when there is none.</summary>
    public Run? In(AnswerMode mode) => Runs.FirstOrDefault(run => run.Mode == mode);
}

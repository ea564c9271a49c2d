namespace SleepTime.Engine.Answering.History;

/// <summary>One line of the history: a question with the one or two runs that answer it.</summary>
/// <param name="Number">Place in the order of asking; see <see cref="HistoryEntry.Number"/>.</param>
/// <param name="Id">Of the comparison, or of the single run.</param>
/// <param name="Runs">Standard first, or A first where they are hidden; at least one.</param>
/// <param name="IsHidden">A blind comparison that the viewer has not voted on: what tells the sides apart is not to be shown.</param>
public sealed record HistoryRow(long Number, Guid Id, bool IsComparison, Guid ContextId, string ContextTitle, IReadOnlyList<Run> Runs, bool IsHidden = false)
{
    public string Question => Runs[0].Question;

    public string Owner => Runs[0].Owner;

    public DateTimeOffset CreatedAt => Runs[0].CreatedAt;

    /// <summary>The run in this mode; null when there is none.</summary>
    public Run? In(AnswerMode mode) => Runs.FirstOrDefault(run => run.Mode == mode);
}

/// <summary>A single run of the history.</summary>
/// <param name="IsHidden">As of <see cref="HistoryRow"/>.</param>
public sealed record HistoryRun(Run Run, bool IsHidden);

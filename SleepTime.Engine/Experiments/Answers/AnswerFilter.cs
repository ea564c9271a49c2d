using SleepTime.Engine.Experiments.Figures;

namespace SleepTime.Engine.Experiments.Answers;

/// <summary>How an answer ended.</summary>
public enum AnswerVerdict
{
    Right,
    Wrong,

    /// <summary>It could not be asked.</summary>
    Failed,
}

/// <summary>Which answers of an experiment are wanted. Pure.</summary>
/// <param name="Arm">Null for all.</param>
/// <param name="Verdict">Null for any.</param>
/// <param name="OnlyDifferent">Only those of which one is right and the one that it is held against is wrong.</param>
public sealed record AnswerFilter(Arm? Arm = null, AnswerVerdict? Verdict = null, bool OnlyDifferent = false)
{
    /// <param name="pairs">See <see cref="Baseline.Pairs"/>.</param>
    public IReadOnlyList<ExperimentCell> Of(IReadOnlyList<ExperimentCell> cells, IReadOnlyDictionary<Guid, ExperimentCell> pairs) =>
        [.. cells.Where(cell => (Arm is null || cell.Arm == Arm) && (Verdict is null || VerdictOf(cell.Failed, cell.IsRight) == Verdict) && (!OnlyDifferent || Differs(cell, pairs)))];

    public static AnswerVerdict VerdictOf(bool failed, bool isRight) => failed ? AnswerVerdict.Failed : isRight ? AnswerVerdict.Right : AnswerVerdict.Wrong;

    private static bool Differs(ExperimentCell cell, IReadOnlyDictionary<Guid, ExperimentCell> pairs) =>
        pairs.TryGetValue(cell.Id, out var other) && !cell.Failed && !other.Failed && cell.IsRight != other.IsRight;
}

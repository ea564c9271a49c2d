namespace SleepTime.Engine.Answering.Feedback;

/// <summary>Which side of a blind comparison stands where, and when it shows which it is. Pure.</summary>
public static class BlindSides
{
    public const string A = "A";
    public const string B = "B";

    /// <summary>In the order they are shown: by chance, and the same for everybody at any time, since it is drawn with the comparison's id.</summary>
    public static IReadOnlyList<Run> Arrange(IReadOnlyList<Run> runs) => runs is [{ IsBlind: true }, _] && LetterOf(runs[0]) == B ? [runs[1], runs[0]] : runs;

    /// <summary>Hidden until voted, or until it shows that there is nothing to vote on.</summary>
    /// <param name="voted">Whether whoever looks has voted.</param>
    public static bool AreHidden(IReadOnlyList<Run> runs, bool voted) => runs.Count == 2 && AreHidden(runs[0].IsBlind, [.. runs.Select(run => run.State)], voted);

    /// <summary>As above, where more than how both sides stand is not read.</summary>
    internal static bool AreHidden(bool isBlind, IReadOnlyList<RunState> sides, bool voted) =>
        isBlind && sides.Count == 2 && !voted && sides.All(state => state is not (RunState.Failed or RunState.Cancelled));

    /// <summary>A or B; null where it was not asked blind.</summary>
    public static string? LetterOf(Run run) => run is { IsBlind: true, ComparisonId: { } id } ? LetterOf(id, run.Mode) : null;

    /// <summary>The mode behind A or B of a blind comparison.</summary>
    public static AnswerMode ModeOf(Guid comparisonId, string letter) => LetterOf(comparisonId, AnswerMode.Standard) == letter ? AnswerMode.Standard : AnswerMode.SleepTime;

    private static string LetterOf(Guid comparisonId, AnswerMode mode) => (comparisonId.ToByteArray()[^1] & 1) == 1 == (mode == AnswerMode.Standard) ? B : A;
}

using SleepTime.Engine.Answering;

namespace SleepTime.Benchmarks.Accuracy;

/// <summary>One way of answering that is measured.</summary>
internal readonly record struct Arm(AnswerMode Mode, int Verbosity)
{
    public static IReadOnlyList<Arm> All { get; } =
    [
        .. Enumerable.Range(0, 5).Select(verbosity => new Arm(AnswerMode.Standard, verbosity)),
        .. Enumerable.Range(0, 5).Select(verbosity => new Arm(AnswerMode.SleepTime, verbosity)),
    ];
}

/// <summary>What an arm made of one question.</summary>
internal sealed record Outcome(Arm Arm, string Kind, bool Right, int CompletionTokens);

/// <summary>Outcomes of one arm together. Confidence interval by Wilson's score (1927) at 95 %.</summary>
internal sealed record ArmFigures(Arm Arm, int Questions, int Right, double MeanCompletionTokens)
{
    private const double Z = 1.959964;

    public double Share => (double)Right / Questions;

    public (double Low, double High) Interval
    {
        get
        {
            var n = Questions;
            var centre = (Share + Z * Z / (2 * n)) / (1 + Z * Z / n);
            var half = Z / (1 + Z * Z / n) * Math.Sqrt(Share * (1 - Share) / n + Z * Z / (4.0 * n * n));
            return (centre - half, centre + half);
        }
    }

    public static ArmFigures Of(Arm arm, IEnumerable<Outcome> outcomes)
    {
        Outcome[] own = [.. outcomes.Where(outcome => outcome.Arm == arm)];
        return new ArmFigures(arm, own.Length, own.Count(outcome => outcome.Right), own.Average(outcome => outcome.CompletionTokens));
    }
}

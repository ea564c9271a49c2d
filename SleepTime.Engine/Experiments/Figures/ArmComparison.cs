namespace SleepTime.Engine.Experiments.Figures;

/// <summary>Two ways of answering the same questions, pair by pair.</summary>
/// <param name="Pairs">Answers that both have; all else counts for nothing here.</param>
/// <param name="OnlyThis">Pairs of which only this one is right.</param>
/// <param name="OnlyOther">Pairs of which only the other is.</param>
/// <param name="PValue">Of the difference in how many are right, two-sided; see <see cref="SignFlipTest"/>.</param>
/// <param name="Tokens">Mean difference in completion tokens, this − other; null without pairs.</param>
/// <param name="TokensInterval">At 95 %; null with fewer than two contexts; see <see cref="ContextBootstrap"/>.</param>
public sealed record ArmComparison(int Pairs, int OnlyThis, int OnlyOther, double PValue, double? Tokens, (double Low, double High)? TokensInterval)
{
    /// <summary>Difference in the share right, this − other, −1 to 1; null without pairs.</summary>
    public double? Right => Pairs == 0 ? null : (double)(OnlyThis - OnlyOther) / Pairs;

    /// <summary>Contexts that the pairs are about.</summary>
    public int Contexts { get; init; }

    /// <summary>Mean difference in time, this − other, in milliseconds; null without pairs.</summary>
    public double? LatencyMs { get; init; }

    /// <summary>Pairs answers by question and repeat; failed ones have no pair. Pure.</summary>
    public static ArmComparison Of(IEnumerable<ExperimentCell> these, IEnumerable<ExperimentCell> others)
    {
        var pairs = these.Where(cell => !cell.Failed)
            .Join(others.Where(cell => !cell.Failed), cell => (cell.Question, cell.Repeat), cell => (cell.Question, cell.Repeat), (one, other) => (one, other)).ToList();
        var onlyThis = pairs.Count(pair => pair.one.IsRight && !pair.other.IsRight);
        var onlyOther = pairs.Count(pair => !pair.one.IsRight && pair.other.IsRight);
        List<(string Context, double Value)> tokens = [.. pairs.Select(pair => (pair.one.Context, (double)pair.one.CompletionTokens - pair.other.CompletionTokens))];
        var byContext = pairs.GroupBy(pair => pair.one.Context).Select(context => context.Count(pair => pair.one.IsRight) - context.Count(pair => pair.other.IsRight)).ToList();
        return new ArmComparison(
            pairs.Count, onlyThis, onlyOther, SignFlipTest.PValue(byContext), tokens.Count == 0 ? null : tokens.Average(pair => pair.Value), ContextBootstrap.OfMean(tokens))
        {
            Contexts = byContext.Count,
            LatencyMs = pairs.Count == 0 ? null : pairs.Average(pair => pair.one.TookMs - pair.other.TookMs),
        };
    }
}

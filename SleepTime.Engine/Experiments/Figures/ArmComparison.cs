namespace SleepTime.Engine.Experiments.Figures;

/// <summary>Two ways of answering the same questions, pair by pair.</summary>
/// <param name="Pairs">Answers that both have; all else counts for nothing here.</param>
/// <param name="OnlyThis">Pairs of which only this one is right.</param>
/// <param name="OnlyOther">Pairs of which only the other is.</param>
/// <param name="PValue">Of the difference in how many are right, two-sided; see <see cref="McNemar"/>.</param>
/// <param name="Tokens">Mean difference in completion tokens, this − other; null without pairs.</param>
/// <param name="TokensInterval">At 95 %; see <see cref="PairedBootstrap"/>.</param>
public sealed record ArmComparison(int Pairs, int OnlyThis, int OnlyOther, double PValue, double? Tokens, (double Low, double High)? TokensInterval)
{
    /// <summary>Difference in the share right, this − other, −1 to 1; null without pairs.</summary>
    public double? Right => Pairs == 0 ? null : (double)(OnlyThis - OnlyOther) / Pairs;

    /// <summary>Mean difference in time, this − other, in milliseconds; null without pairs.</summary>
    public double? LatencyMs { get; init; }

    /// <summary>Pairs answers by question and repeat; failed ones have no pair. Pure.</summary>
    public static ArmComparison Of(IEnumerable<ExperimentCell> these, IEnumerable<ExperimentCell> others)
    {
        var pairs = these.Where(cell => !cell.Failed)
            .Join(others.Where(cell => !cell.Failed), cell => (cell.Question, cell.Repeat), cell => (cell.Question, cell.Repeat), (one, other) => (one, other)).ToList();
        var onlyThis = pairs.Count(pair => pair.one.IsRight && !pair.other.IsRight);
        var onlyOther = pairs.Count(pair => !pair.one.IsRight && pair.other.IsRight);
        List<double> tokens = [.. pairs.Select(pair => (double)pair.one.CompletionTokens - pair.other.CompletionTokens)];
        return new ArmComparison(
            pairs.Count, onlyThis, onlyOther, McNemar.PValue(onlyThis, onlyOther), tokens.Count == 0 ? null : tokens.Average(), tokens.Count == 0 ? null : PairedBootstrap.Interval(tokens))
        {
            LatencyMs = pairs.Count == 0 ? null : pairs.Average(pair => pair.one.TookMs - pair.other.TookMs),
        };
    }
}

namespace SleepTime.Engine.Insights;

/// <summary>Completion tokens of the two runs of one comparison.</summary>
public readonly record struct TokenPair(int Standard, int SleepTime);

/// <summary>What sleep has saved while awake. Pure.</summary>
public static class TokenBalance
{
    /// <summary>
    /// Completion tokens that SleepTime needed less than Standard, over all comparisons given; negative when it needed
    /// more. Null for no comparison at all, because nothing saved and nothing known are not the same.
    /// </summary>
    /// <param name="comparisons">Comparisons whose two runs both completed; others say nothing about tokens.</param>
    public static long? SavedAwake(IReadOnlyCollection<TokenPair> comparisons) =>
        comparisons.Count == 0 ? null : comparisons.Sum(pair => (long)pair.Standard - pair.SleepTime);
}

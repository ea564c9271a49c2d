namespace SleepTime.Engine.Insights.Prices;

/// <summary>What work costs, each in the unit that the prices are in. All 0 or more.</summary>
/// <param name="Read">A prompt token that had to be computed.</param>
/// <param name="Cached">A prompt token taken from a prefix.</param>
/// <param name="Awake">A completion token of an answer.</param>
/// <param name="Asleep">A completion token of sleep.</param>
/// <param name="Millisecond">A millisecond of a generation, its wait in the queue left out.</param>
/// <param name="Unit">In words, such as "sleep tokens" or "€".</param>
public sealed record CostRates(double Read, double Cached, double Awake, double Asleep, double Millisecond, string Unit)
{
    /// <summary>Completion tokens of sleep alone: what is told where nothing has a price.</summary>
    public static CostRates TokensAsleep { get; } = new(0, 0, 0, 1, 0, "tokens");

    /// <summary>A prompt token that sleep had to read. 0 where costs are relative: the paper counts what sleep writes.</summary>
    public double SleepRead { get; init; }

    /// <summary>A prompt token that sleep took from a prefix.</summary>
    public double SleepCached { get; init; }

    /// <summary>Whether they are t and w, which the gate foresees by.</summary>
    public bool IsRelative { get; init; }
}

namespace SleepTime.Engine.Insights.Prices;

/// <summary>What work costs, each in the unit that the prices are in. All 0 or more.</summary>
/// <param name="Read">A prompt token that had to be computed.</param>
/// <param name="Cached">A prompt token taken from a prefix.</param>
/// <param name="Awake">A completion token of an answer.</param>
/// <param name="Asleep">A completion token of sleep.</param>
/// <param name="Millisecond">A millisecond of a generation, its wait in the queue left out.</param>
/// <param name="Unit">In words, such as "sleep tokens" or "€".</param>
public sealed record CostRates(double Read, double Cached, double Awake, double Asleep, double Millisecond, string Unit);

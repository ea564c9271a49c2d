using SleepTime.Engine.Sleeping.Gating;

namespace SleepTime.Engine.Insights.Prices;

/// <summary>What the figures count costs in.</summary>
public enum PriceKind
{
    /// <summary>In tokens of sleep, by t and w of the team's settings for sleep.</summary>
    Relative,

    /// <summary>By the team's own prices for a million tokens.</summary>
    Tokens,

    /// <summary>By what an hour of the machine costs.</summary>
    GpuHour,
}

/// <summary>The team's own price table. Zero is a price; negative is none.</summary>
public sealed record InsightsPrices
{
    public const int MaxCurrencyLength = 12;
    private const double Most = 1_000_000;

    public PriceKind Kind { get; init; } = PriceKind.Relative;

    /// <summary>What the own prices are in.</summary>
    public string Currency { get; init; } = "€";

    /// <summary>For a million prompt tokens that had to be read, by answers or by sleep.</summary>
    public double Input { get; init; }

    /// <summary>For a million prompt tokens taken from a prefix, by answers or by sleep.</summary>
    public double Cached { get; init; }

    /// <summary>For a million completion tokens of answers.</summary>
    public double Output { get; init; }

    /// <summary>For a million completion tokens of sleep.</summary>
    public double Asleep { get; init; }

    /// <summary>For an hour of the machine.</summary>
    public double GpuHour { get; init; }

    /// <summary>What is wrong with it, a sentence each in plain words; empty when nothing is.</summary>
    public IReadOnlyList<SleepPolicyFault> Faults()
    {
        List<SleepPolicyFault> faults = [];
        foreach (var (field, price, what) in new[]
        {
            ("input", Input, "read prompt tokens"), ("cached", Cached, "cached prompt tokens"), ("output", Output, "completion tokens"),
            ("asleep", Asleep, "tokens asleep"), ("gpuHour", GpuHour, "an hour of the machine"),
        })
        {
            if (!(price is >= 0 and <= Most))
                faults.Add(new SleepPolicyFault(field, $"The price for {what} is {price:0.######}; it must be from 0 to 1,000,000."));
        }
        if (string.IsNullOrWhiteSpace(Currency) || Currency.Length > MaxCurrencyLength)
            faults.Add(new SleepPolicyFault("currency", $"Name the currency in 1 to {MaxCurrencyLength} characters."));
        return faults;
    }

    public CostRates Rates(SleepPolicy policy) => Kind switch
    {
        PriceKind.Tokens => new(Input / 1e6, Cached / 1e6, Output / 1e6, Asleep / 1e6, 0, Currency) { SleepRead = Input / 1e6, SleepCached = Cached / 1e6 },
        PriceKind.GpuHour => new(0, 0, 0, 0, GpuHour / 3.6e6, Currency),
        _ => new(policy.InputTokenPrice, 0, policy.TestTokenPrice, 1, 0, "sleep tokens") { IsRelative = true },
    };
}

using SleepTime.Benchmarks.Measuring;

namespace SleepTime.Benchmarks.Mixed;

/// <summary>One model, all phases.</summary>
/// <param name="PerSecond">Questions per second.</param>
/// <param name="Alone">Time to first token of questions alone, in milliseconds.</param>
/// <param name="Mixed">The same beside sleep.</param>
/// <param name="SleepAlone">Tokens per second of sleep alone.</param>
/// <param name="SleepMixed">The same beside questions.</param>
internal sealed record MixedResult(double PerSecond, Series Alone, Series Mixed, Series SleepAlone, Series SleepMixed)
{
    /// <summary>What a question may have to wait for: one step in which each sleep stream gets a token.</summary>
    public double StepMs => SleepLoad.Streams / SleepAlone.Median * 1000;

    public double AllowedMs => (1.25 * Alone.Percentile(95)) + StepMs;

    public double SleepKept => SleepMixed.Median / SleepAlone.Median;
}

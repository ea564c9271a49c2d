namespace SleepTime.Engine.Runtimes.InProcess;

/// <summary>What a chain of llama.cpp's samplers is made of.</summary>
internal static class SamplerPlan
{
    // llama.cpp reads this seed as "take any".
    private const uint AnySeed = 0xFFFFFFFF;

    /// <summary>A seed that llama.cpp takes as one.</summary>
    public static uint Seed(SamplingOptions options) => options.Seed switch
    {
        null => (uint)Random.Shared.NextInt64(AnySeed),
        AnySeed => AnySeed - 1,
        { } given => given,
    };

    // Written so that NaN fails each of them.
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static void Verify(SamplingOptions options)
    {
        Require(options.Temperature is >= 0 and <= 2, "Temperature is 0 to 2.");
        Require(options.TopK >= 0, "TopK is 0 (all) or more.");
        Require(options.TopP is > 0 and <= 1, "TopP is above 0 and at most 1.");
        Require(options.MinP is >= 0 and <= 1, "MinP is 0 to 1.");

        void Require(bool holds, string rule)
        {
            if (!holds)
                throw new ArgumentException(rule, nameof(options));
        }
    }
}

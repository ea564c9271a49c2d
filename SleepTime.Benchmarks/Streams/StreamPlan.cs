namespace SleepTime.Benchmarks.Streams;

/// <summary>What every stream is asked for: a short prompt of its own, then so many tokens, greedily.</summary>
internal sealed record StreamPlan(IReadOnlyList<int[]> Prompts, int Tokens)
{
    public const int PromptTokens = 16;

    /// <summary>Prompts of ordinary tokens by a fixed seed, so that no two streams share a beginning.</summary>
    /// <param name="ordinaryTokens">Tokens from 0 on that are text.</param>
    public static StreamPlan Make(int streams, int tokens, int ordinaryTokens, int promptTokens = PromptTokens)
    {
        var random = new Random(streams);
        return new StreamPlan([.. Enumerable.Range(0, streams).Select(_ => Prompt(random, ordinaryTokens, promptTokens))], tokens);
    }

    public static int[] Prompt(Random random, int ordinaryTokens, int length) =>
        [.. Enumerable.Range(0, length).Select(_ => random.Next(ordinaryTokens))];
}

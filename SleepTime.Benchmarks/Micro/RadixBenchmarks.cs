using BenchmarkDotNet.Attributes;
using SleepTime.Engine.Generation.Prefixes;

namespace SleepTime.Benchmarks.Micro;

/// <summary>Finding the longest kept prefix of a prompt among prefixes that share a beginning, as questions on one context do.</summary>
public class RadixBenchmarks
{
    public const int PromptTokens = 2000;

    private const int Shared = 1500;

    private readonly RadixIndex<int> _index = new();
    private readonly int[] _prompt = Tokens(seed: 0);

    [Params(8, 256)]
    public int Kept { get; set; }

    [GlobalSetup]
    public void Keep()
    {
        for (var holder = 1; holder <= Kept; holder++)
            _index.Add([.. _prompt[..Shared], .. Tokens(seed: holder)[Shared..]], holder);
    }

    [Benchmark]
    public int FindLongest() => _index.TryFindLongest(_prompt, out _, out var shared) ? shared : 0;

    private static int[] Tokens(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, PromptTokens).Select(_ => random.Next(1000))];
    }
}

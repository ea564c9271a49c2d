using SleepTime.Benchmarks.Measuring;
using SleepTime.Benchmarks.Streams;

namespace SleepTime.Benchmarks.Node;

/// <summary>One number of streams through both.</summary>
internal sealed record NodeRow(int Streams, IReadOnlyList<StreamsResult> Engine, IReadOnlyList<StreamsResult> Node)
{
    public double SpeedRatio => Speed(Engine).Median / Speed(Node).Median;

    public double FirstTokenRatio => FirstToken(Engine).Median / FirstToken(Node).Median;

    public static Series Speed(IEnumerable<StreamsResult> results) => new(results.Select(result => result.TokensPerSecond));

    /// <summary>Of every stream.</summary>
    public static Series FirstToken(IEnumerable<StreamsResult> results) =>
        new(results.SelectMany(result => result.Streams.Select(stream => stream.FirstTokenMs)));
}

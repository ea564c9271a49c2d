using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting.Offload;
using SleepTime.Engine.Runtimes.Gguf;

namespace SleepTime.Tests.ModelHosting.Offload;

public sealed class LayerWeightsTests
{
    private const long KvBytesPerToken = 7 * 256 * 2 * 2;

    private static readonly GenerationOptions Generation = new() { CellCount = 1_024 };

    [Fact]
    public void Of_EmbeddedModel_AddsUpToItsFileAndItsCache()
    {
        var header = Header();
        var all = header.Tensors.Sum(tensor => tensor.Bytes!.Value);

        var weights = LayerWeights.Of(header, all, KvBytesPerToken, isWhole: true, Generation)!;

        Assert.Equal(8, weights.Count);
        Assert.Equal(7, weights.Layers.Count);
        Assert.All(weights.Layers, bytes => Assert.Equal(weights.Layers[0], bytes));
        // Its output shares the matrix of the input, so that the GPU holds a copy while the processor keeps its own.
        Assert.DoesNotContain(header.Tensors, tensor => tensor.Name == "output.weight");
        Assert.Equal(all + (KvBytesPerToken * 1_024), weights.BytesOf(8));
        Assert.Equal(header.Tensors.Single(tensor => tensor.Name == "token_embd.weight").Bytes, weights.Copied);
    }

    [Fact]
    public void BytesOf_SomeLayers_TakesTheOutputFirstAndThenTheLast()
    {
        var weights = new LayerWeights([1, 10, 100], Output: 1_000, Compute: 0);

        Assert.Equal([0, 1_000, 1_100, 1_110, 1_111], Enumerable.Range(0, 5).Select(weights.BytesOf));
    }

    [Fact]
    public void Of_AModelInSeveralFiles_SpreadsTheirBytesEvenly()
    {
        var weights = LayerWeights.Of(Header(), 80_000_000, kvBytesPerToken: 0, isWhole: false, Generation)!;

        Assert.Equal(Enumerable.Repeat(10_000_000L, 7), weights.Layers);
        Assert.Equal(10_000_000, weights.Output);
    }

    private static GgufHeader Header() =>
        GgufCheck.Verify(Path.Combine(AppContext.BaseDirectory, "models/sleeptime-tiny.gguf"), TestContext.Current.CancellationToken);
}

using SleepTime.Engine.Runtimes;

namespace SleepTime.Tests.RealModel.Runtimes;

public sealed class ModelLoadingTests
{
    private static readonly ModelLoadOptions Embedded = new(EmbeddedModel.ModelPath);

    [Fact]
    public void Describe_OnThisMachine_NamesReleaseAndProcessor()
    {
        var description = EmbeddedModel.Runtime.Describe();

        Assert.StartsWith(BuiltRuntime.IsLLamaSharp ? "0.30.0 (llama.cpp " : "0.5.", description.Version, StringComparison.Ordinal);
        Assert.Contains(description.Devices, device => device.Name == "CPU" && device.TotalBytes > 0 == !BuiltRuntime.IsLLamaSharp);
    }

    [Fact]
    public async Task LoadAsync_EmbeddedModel_DescribesIt()
    {
        using var model = await EmbeddedModel.Runtime.LoadAsync(Embedded, progress: null, CancellationToken.None);

        Assert.Equal("sleeptime-tiny", model.Description.Name);
        Assert.Equal("llama", model.Description.Architecture);
        Assert.Equal(2048, model.Description.TrainedContextLength);
        Assert.True(model.Description.SupportsPrefixSharing);
        Assert.Contains("<|im_start|>", model.Description.ChatTemplate, StringComparison.Ordinal);
        Assert.InRange(model.Description.ParameterCount, 1_000_000, 30_000_000);
    }

    [Fact]
    public async Task LoadAsync_ToItsEnd_ReportsProgressUpToOne()
    {
        var progress = new ProgressRecorder();

        using var model = await EmbeddedModel.Runtime.LoadAsync(Embedded, progress, CancellationToken.None);

        Assert.Equal(1, progress.Reports[^1]);
        Assert.Equal(progress.Reports.Order(), progress.Reports);
    }

    [Fact]
    public async Task LoadAsync_CancelledMidway_Stops()
    {
        using var cancellation = new CancellationTokenSource();
        var progress = new ProgressRecorder(_ => cancellation.Cancel());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => EmbeddedModel.Runtime.LoadAsync(Embedded, progress, cancellation.Token));

        Assert.InRange(progress.Reports[^1], 0, 0.99f);
    }

    [Fact]
    public async Task LoadAsync_CancelledBefore_DoesNotBegin()
    {
        var progress = new ProgressRecorder();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => EmbeddedModel.Runtime.LoadAsync(Embedded, progress, new CancellationToken(canceled: true)));

        Assert.Empty(progress.Reports);
    }

    [Fact]
    public async Task LoadAsync_ProgressReceiverThrows_StopsAndNamesIt()
    {
        var progress = new ProgressRecorder(_ => throw new InvalidOperationException("no screen"));

        var failure = await Assert.ThrowsAsync<ModelLoadException>(
            () => EmbeddedModel.Runtime.LoadAsync(Embedded, progress, CancellationToken.None));

        Assert.Contains("no screen", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(256, 0, 1)]
    [InlineData(256, 257, 1)]
    [InlineData(256, 1, 0)]
    [InlineData(256, 1, 257)]
    public async Task CreateContext_OptionOutOfRange_Throws(int cells, int sequences, int batch)
    {
        using var model = await EmbeddedModel.Runtime.LoadAsync(Embedded, progress: null, CancellationToken.None);

        Assert.Throws<ArgumentException>(() => model.CreateContext(new InferenceContextOptions(cells, sequences, batch)));
    }

    [Fact]
    public async Task CreateContext_MoreCellsThanMemory_SaysHowManyFit()
    {
        using var model = await EmbeddedModel.Runtime.LoadAsync(Embedded, progress: null, CancellationToken.None);

        var failure = Assert.Throws<ModelLoadException>(
            () => model.CreateContext(new InferenceContextOptions(int.MaxValue, MaxSequences: 1, BatchSize: 1)));

        Assert.Contains("take at most", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateContext_MoreSequencesThanBatch_Works()
    {
        using var model = await EmbeddedModel.Runtime.LoadAsync(Embedded, progress: null, CancellationToken.None);

        using var context = model.CreateContext(new InferenceContextOptions(CellCount: 256, MaxSequences: 32, BatchSize: 8));

        Assert.Equal((256, 32, 8), (context.CellCount, context.MaxSequences, context.BatchSize));
        Assert.True(context.CanAbort);
        context.Prefill([1, 2, 3]);
    }
}

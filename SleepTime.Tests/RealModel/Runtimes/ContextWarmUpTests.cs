using SleepTime.Engine.Runtimes;
using SleepTime.Engine.Runtimes.InProcess;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.RealModel.Runtimes;

public sealed class ContextWarmUpTests
{
    private static readonly InferenceContextOptions Options = new(CellCount: 256, MaxSequences: 4, BatchSize: 32);

    [Fact]
    public void Run_AContextThatWorks_ComputesAFullStepAndKeepsNothing()
    {
        var model = new FakeLoadedModel();
        using var context = new FakeInferenceContext(model, Options);

        ContextWarmUp.Run(context, model.Description);

        Assert.Equal(32, context.TokensComputed);
        Assert.Equal(0, context.CellsUsed);
    }

    [Fact]
    public void Run_TheStepFails_IsAModelThatCannotBeLoaded()
    {
        var model = new FakeLoadedModel { OnDecode = _ => throw new InferenceException("the device is lost.") };
        var context = new FakeInferenceContext(model, Options);

        var refusal = Assert.Throws<ModelLoadException>(() => ContextWarmUp.Run(context, model.Description));

        Assert.Contains("first step of 32 tokens on the GPU failed: the device is lost. Lower SleepTime:Model:GpuLayers", refusal.Message, StringComparison.Ordinal);
        Assert.True(context.Disposed);
    }

    [Theory]
    [InlineData("ggml_backend_cuda_buffer_type_alloc_buffer: allocating 4096.00 MiB on device 0: cudaMalloc failed: out of memory", "not enough memory")]
    [InlineData("ggml_vulkan: Device memory allocation of size 1073741824 failed.", "not enough memory")]
    [InlineData("tensor 'blk.0.attn_q.weight' has wrong shape", "Fetch the file again")]
    [InlineData(null, "Fetch the file again")]
    public void NextStep_OfALoadThatFailed_GoesByWhatLlamaCppSaid(string? error, string words) =>
        Assert.Contains(words, LoadWatch.NextStep(error), StringComparison.Ordinal);

    [Fact]
    public async Task Load_SharesForGpusThatAreNotThere_DoNoHarm()
    {
        using var model = await EmbeddedModel.Runtime.LoadAsync(
            new ModelLoadOptions(EmbeddedModel.ModelPath, GpuLayers: 0, new DeviceSplit(SplitMode.None, 3, [1, 1])), progress: null, TestContext.Current.CancellationToken);
        using var context = model.CreateContext(Options);

        Assert.True(context.CanAbort);
    }
}

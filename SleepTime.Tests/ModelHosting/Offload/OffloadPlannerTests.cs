using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.ModelHosting.Offload;
using SleepTime.Engine.Runtimes;

namespace SleepTime.Tests.ModelHosting.Offload;

public sealed class OffloadPlannerTests
{
    private const long GiB = 1L << 30;

    // Four blocks of 1 GiB, an output of 1 GiB, and a quarter to compute in.
    private static readonly LayerWeights Weights = new([GiB, GiB, GiB, GiB], GiB, GiB / 4);

    [Theory]
    [InlineData(24, 5, null)]
    [InlineData(5, 4, "4 of 5 layers fit into the 5.0 GiB")]
    [InlineData(3, 2, "2 of 5 layers fit")]
    [InlineData(1, 0, "too little for any layer")]
    public void Plan_NothingAsked_PutsAsManyOnTheGpuAsFit(int freeGiB, int layers, string? remark)
    {
        var plan = Plan(new ModelOptions(), Gpu(0, freeGiB, total: 24));

        Assert.Equal(layers, plan.GpuLayers);
        Assert.Equal(5, plan.LayerCount);
        if (remark is null)
            Assert.Null(plan.Remark);
        else
            Assert.Contains(remark, plan.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_AllFit_TellsWhatTheyTake()
    {
        var plan = Plan(new ModelOptions(), Gpu(0, 24));

        Assert.True(plan is { UsesGpu: true, IsWhole: true });
        Assert.Equal(["CUDA0"], plan.Devices);
        Assert.Equal(((5 * GiB) + (GiB / 4), 24 * GiB), (plan.EstimatedBytes, plan.FreeBytes));
    }

    [Fact]
    public void Plan_SmallGpu_LeavesAnEighthAndNotHalfAGib()
    {
        // 1.5 GiB: an eighth of 2 GiB stays free, which leaves room for the output and to compute in; half a GiB would not.
        Assert.Equal(1, Plan(new ModelOptions(), new RuntimeDevice("CUDA0", "", GiB * 3 / 2, 2 * GiB, DeviceKind.Gpu)).GpuLayers);
    }

    [Fact]
    public void Plan_NoGpu_IsTheProcessor()
    {
        var plan = Plan(new ModelOptions());

        Assert.False(plan.UsesGpu);
        Assert.Null(plan.Remark);
    }

    [Fact]
    public void Plan_BuiltForAGpuThatIsNotThere_SaysWhyTheProcessorComputes()
    {
        var plan = OffloadPlanner.Plan(new ModelOptions(), () => Weights, new("llama.cpp", "0.5", [Processor]) { GpuProblem = "The driver is missing." });

        Assert.Equal("The driver is missing.", plan.Remark);
    }

    [Theory]
    [InlineData(-1, "all layers on a GPU, and there is none. This build computes on the processor only")]
    [InlineData(7, "7 layers on a GPU, and there is none")]
    public void Plan_AskedWithoutAGpu_IsRefused(int asked, string words) =>
        Assert.Contains(words, Assert.Throws<ModelLoadException>(() => Plan(new ModelOptions { GpuLayers = asked })).Message, StringComparison.Ordinal);

    [Fact]
    public void Plan_AskedWhereTheDriverIsMissing_IsRefusedWithThat()
    {
        var refusal = Assert.Throws<ModelLoadException>(() => OffloadPlanner.Plan(
            new ModelOptions { GpuLayers = -1 }, () => Weights, new("llama.cpp", "0.5", [Processor]) { GpuProblem = "The driver is missing." }));

        Assert.EndsWith("The driver is missing.", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(-1, 5)]
    [InlineData(99, 5)]
    public void Plan_Asked_IsWhatWasAsked(int asked, int layers) => Assert.Equal(layers, Plan(new ModelOptions { GpuLayers = asked }, Gpu(0, 24)).GpuLayers);

    [Fact]
    public void Plan_MoreAskedThanFits_NamesWhatFits()
    {
        var refusal = Assert.Throws<ModelLoadException>(() => Plan(new ModelOptions { GpuLayers = -1 }, Gpu(0, 3)));

        Assert.Contains("5 of 5 layers on CUDA0, which take some 5.3 GiB of the 3.0 GiB that are free there; 2 fit", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_None_LeavesTheGpuAlone() => Assert.False(Plan(new ModelOptions { GpuLayers = 0 }, Gpu(0, 24)).UsesGpu);

    [Fact]
    public void Plan_TwoGpus_AreUsedTogether()
    {
        var plan = Plan(new ModelOptions(), Gpu(0, 4), Gpu(1, 4));

        Assert.Equal(5, plan.GpuLayers);
        Assert.Equal(["CUDA0", "CUDA1"], plan.Devices);
    }

    [Fact]
    public void Plan_TwoGpus_WholeLayersCountAndNotShares()
    {
        // Half of five layers would be 2.5 GiB each; llama.cpp puts three on the first.
        var refusal = Assert.Throws<ModelLoadException>(() => Plan(
            new ModelOptions { GpuLayers = -1 }, new RuntimeDevice("CUDA0", "", 29 * GiB / 10, 3 * GiB, DeviceKind.Gpu), new RuntimeDevice("CUDA1", "", 29 * GiB / 10, 3 * GiB, DeviceKind.Gpu)));

        Assert.Contains("; 4 fit.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_BySettingsOrMemory_TellsTheSharesItWasMadeFor()
    {
        Assert.Equal([0.75f, 0.25f], Plan(new ModelOptions { TensorSplit = [3, 1] }, Gpu(0, 24), Gpu(1, 24)).Shares);
        Assert.Equal([0.25f, 0.75f], Plan(new ModelOptions(), Gpu(0, 8), Gpu(1, 24)).Shares);
        Assert.Equal([0f, 1f], Plan(new ModelOptions { SplitMode = SplitMode.None, MainGpu = 1 }, Gpu(0, 24), Gpu(1, 24)).Shares);
    }

    [Theory]
    [InlineData(DeviceKind.Gpu, 5)]
    [InlineData(DeviceKind.IntegratedGpu, 0)]
    public void Plan_OnlyAGpuOfItsOwnMemory_TakesLoadOffTheProcessors(DeviceKind kind, int movedGiB) =>
        Assert.Equal(movedGiB * GiB, Plan(new ModelOptions(), new RuntimeDevice("Vulkan0", "", 24 * GiB, 24 * GiB, kind)).MovedBytes);

    [Fact]
    public void Plan_SeveralIntegrated_TakesTheFirst() =>
        Assert.Equal(["Vulkan0"], Plan(
            new ModelOptions(), new RuntimeDevice("Vulkan0", "", 24 * GiB, 24 * GiB, DeviceKind.IntegratedGpu), new RuntimeDevice("Vulkan1", "", 24 * GiB, 24 * GiB, DeviceKind.IntegratedGpu)).Devices);

    [Fact]
    public void Plan_UnevenShares_GoByTheOneThatIsFullFirst()
    {
        var plan = Plan(new ModelOptions { TensorSplit = [3, 1] }, Gpu(0, 4), Gpu(1, 4));

        // Of five layers the first would get four, 4 GiB; of four three, which leave room for a quarter to compute in and the margin.
        Assert.Equal(4, plan.GpuLayers);
    }

    [Fact]
    public void Plan_AShareOfNothing_LeavesThatGpuOut() => Assert.Equal(["CUDA1"], Plan(new ModelOptions { TensorSplit = [0, 1] }, Gpu(0, 24), Gpu(1, 24)).Devices);

    [Fact]
    public void Plan_NoSplit_TakesTheMainGpuAlone()
    {
        var plan = Plan(new ModelOptions { SplitMode = SplitMode.None, MainGpu = 1 }, Gpu(0, 24), Gpu(1, 3));

        Assert.Equal(["CUDA1"], plan.Devices);
        Assert.Equal(2, plan.GpuLayers);
    }

    [Fact]
    public void Plan_MainGpuThatIsNotThere_IsRefused() =>
        Assert.Contains("numbered 0 to 0: CUDA0", Assert.Throws<ModelLoadException>(() => Plan(new ModelOptions { SplitMode = SplitMode.None, MainGpu = 1 }, Gpu(0, 24))).Message, StringComparison.Ordinal);

    [Fact]
    public void Plan_MoreSharesThanGpus_IsRefused() =>
        Assert.Contains("2 shares for 1 GPU:", Assert.Throws<ModelLoadException>(() => Plan(new ModelOptions { TensorSplit = [1, 1] }, Gpu(0, 24))).Message, StringComparison.Ordinal);

    [Fact]
    public void Plan_IntegratedBesideAnother_IsNotUsed() =>
        Assert.Equal(["CUDA0"], Plan(new ModelOptions(), new RuntimeDevice("Vulkan0", "", 8 * GiB, 8 * GiB, DeviceKind.IntegratedGpu), Gpu(0, 24)).Devices);

    [Theory]
    [InlineData(null, 0, "name the number in SleepTime:Model:GpuLayers")]
    [InlineData(-1, -1, null)]
    public void Plan_MemoryIsNotTold_OnlyAPersonTakesTheRisk(int? asked, int layers, string? remark)
    {
        var plan = Plan(new ModelOptions { GpuLayers = asked }, new RuntimeDevice("CUDA0", "", 0, 0, DeviceKind.Gpu));

        Assert.Equal(layers, plan.GpuLayers);
        Assert.Equal(remark is null, plan.Remark is null);
        Assert.Contains(remark ?? "", plan.Remark ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_FileDoesNotTell_ReadsItOnlyWhereThereIsAGpu()
    {
        Assert.False(OffloadPlanner.Plan(new ModelOptions(), () => throw new InvalidOperationException("read"), new("llama.cpp", "0.5", [Processor])).UsesGpu);
        Assert.Contains("cannot be told", OffloadPlanner.Plan(new ModelOptions(), () => null, new("llama.cpp", "0.5", [Gpu(0, 24)])).Remark, StringComparison.Ordinal);
    }

    private static RuntimeDevice Processor { get; } = new("CPU", "a processor", 64 * GiB, 64 * GiB);

    private static RuntimeDevice Gpu(int number, long freeGiB, long? total = null) => new($"CUDA{number}", "a GPU", freeGiB * GiB, (total ?? freeGiB) * GiB, DeviceKind.Gpu);

    private static OffloadPlan Plan(ModelOptions options, params RuntimeDevice[] gpus) => OffloadPlanner.Plan(options, () => Weights, new("llama.cpp", "0.5", [.. gpus, Processor]));
}

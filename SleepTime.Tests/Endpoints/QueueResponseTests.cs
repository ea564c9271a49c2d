using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gpu;
using SleepTime.Tests.Support;
using SleepTime.Web.Endpoints.Contracts;

namespace SleepTime.Tests.Endpoints;

public sealed class QueueResponseTests : IAsyncDisposable
{
    private readonly TestDatabase _database = new();
    private readonly TestEngine _engine;

    public QueueResponseTests() => _engine = new TestEngine(_database);

    [Fact]
    public void From_AnotherProcessUsesTheGpu_SaysWhichAndHowMuch()
    {
        _engine.Gpu.Reading = new([new GpuProcess(4_000_000, 63)], null);

        Assert.Equal((IdleState.GpuBusy, "Process 4000000 uses 63 % of the GPU; sleep waits until it uses no more than 10 %."), StateAndGpu());
    }

    [Fact]
    public void From_NobodyReadsTheGpu_SaysWhy()
    {
        _engine.Gpu.Reading = new([], NvmlGpuReader.NoDriver);

        Assert.Equal((IdleState.Idle, NvmlGpuReader.NoDriver), StateAndGpu());
    }

    [Fact]
    public void From_TheGpuIsFree_SaysNothing()
    {
        _engine.Gpu.Reading = new([], null);

        Assert.Equal((IdleState.Idle, null), StateAndGpu());
    }

    private (IdleState State, string? Gpu) StateAndGpu()
    {
        var response = QueueResponse.From(_engine.Get<SleepQueue>().Status, _engine.Get<GpuWatch>());
        return (response.State, response.Gpu);
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _database.Dispose();
    }
}

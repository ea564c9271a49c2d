using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gpu;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Sleeping.Gpu;

public sealed class GpuWatchTests : IAsyncDisposable
{
    private readonly TestDatabase _database = new();
    private TestEngine _engine;

    public GpuWatchTests() => _engine = new TestEngine(_database);

    [Fact]
    public async Task Step_AnotherProcessLoadsTheGpu_WaitsUntilItIsDone()
    {
        var job = await _engine.EnqueueAsync(await _engine.AddContextAsync());
        _engine.Gpu.Reading = new([new GpuProcess(4_000_000, 63)], null);

        Assert.Equal(GpuWatch.LookEvery, await _engine.Get<SleepStepper>().StepAsync(CancellationToken.None));
        Assert.Equal(IdleState.GpuBusy, _engine.Get<SleepQueue>().Status.State);
        Assert.Equal("Process 4000000 uses 63 % of the GPU; sleep waits until it uses no more than 10 %.", _engine.Get<GpuWatch>().Busy);

        _engine.Gpu.Reading = new([], null);
        _engine.Time.Advance(GpuWatch.LookEvery);
        await _engine.SleepAsync();
        Assert.Equal(SleepJobState.Completed, (await _engine.JobAsync(job.Id)).State);
    }

    [Fact]
    public void Busy_SeveralProcesses_AreAddedUp()
    {
        _engine.Gpu.Reading = new([new GpuProcess(4_000_000, 6), new GpuProcess(4_000_001, 7), new GpuProcess(4_000_001, 2)], null);

        Assert.StartsWith("2 other processes use 13 % of the GPU, most of it process 4000001", _engine.Get<GpuWatch>().Busy, StringComparison.Ordinal);
    }

    [Fact]
    public void Busy_ThisProcessItself_DoesNotCount()
    {
        _engine.Gpu.Reading = new([new GpuProcess((uint)Environment.ProcessId, 99), new GpuProcess(4_000_000, 10)], null);

        Assert.Null(_engine.Get<GpuWatch>().Busy);
    }

    [Fact]
    public void Busy_AskedOften_LooksNowAndThen()
    {
        for (var i = 0; i < 100; i++)
            Assert.Null(_engine.Get<GpuWatch>().Busy);
        Assert.Equal(1, _engine.Gpu.Reads);

        _engine.Time.Advance(GpuWatch.LookEvery);
        Assert.Null(_engine.Get<GpuWatch>().Busy);
        Assert.Equal(2, _engine.Gpu.Reads);
    }

    [Fact]
    public void NotRead_NoDriver_SaysSoAndSleepGoesOn()
    {
        _engine.Gpu.Reading = GpuReading.Unread(NvmlGpuReader.NoDriver);

        Assert.Equal("No driver of a GPU tells who uses it, so sleep does not look.", _engine.Get<GpuWatch>().NotRead);
        Assert.Null(_engine.Get<GpuWatch>().Busy);
        Assert.Equal(TimeSpan.Zero, _engine.Get<IdleGate>().OpensIn);
    }

    [Fact]
    public async Task Busy_TheSettingsAllowAll_DoesNotLook()
    {
        await _engine.DisposeAsync();
        _engine = new TestEngine(_database, settings: ("Sleep:OtherGpuPercent", "100"));
        _engine.Gpu.Reading = new([new GpuProcess(4_000_000, 100)], null);

        Assert.Null(_engine.Get<GpuWatch>().Busy);
        Assert.Equal(0, _engine.Gpu.Reads);
    }

    [Fact]
    public void Read_OnThisMachine_TellsOrSaysWhyNot()
    {
        var reading = new NvmlGpuReader(TimeProvider.System).Read();

        Assert.All(reading.Processes, process => Assert.InRange(process.Percent, 0u, 100u));
        Assert.True(reading.NotRead is null || reading.Processes.Count == 0);
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _database.Dispose();
    }
}

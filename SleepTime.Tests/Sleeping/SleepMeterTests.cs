using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using SleepTime.Engine.Sleeping;
using SleepTime.Tests.Generation.Telemetry;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Sleeping;

public sealed class SleepMeterTests : IAsyncDisposable
{
    private readonly TestDatabase _database = new();
    private readonly TestEngine _engine;
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public SleepMeterTests() => _engine = new TestEngine(_database);

    [Fact]
    public async Task Instruments_AJobSleepsOneWaitsAndOneIsCancelled_CountThem()
    {
        var factory = _services.GetRequiredService<IMeterFactory>();
        using var meter = new SleepMeter(factory, _engine.Get<SleepMonitor>(), _engine.Get<SleepSpending>());
        using var recorder = new MeterRecorder(factory);
        _engine.Model.Reply = prompt => prompt.Contains("write notes 1", StringComparison.Ordinal) ? "Maya has 3 marbles.\nMaya has 3 + 4 = 8." : "finished";
        await _engine.EnqueueAsync(await _engine.AddContextAsync());
        await _engine.SleepAsync();
        await _engine.EnqueueAsync(await _engine.AddContextAsync());
        var cancelled = await _engine.EnqueueAsync(await _engine.AddContextAsync());
        await _engine.Get<SleepQueue>().CancelAsync(cancelled.Id, TestContext.Current.CancellationToken);
        await _engine.Get<SleepQueue>().PauseAsync(TestContext.Current.CancellationToken);

        recorder.Observe();

        Assert.Equal((0, 1, 0), (recorder.Sum("sleeptime.sleep_jobs", "state", "running"), recorder.Sum("sleeptime.sleep_jobs", "state", "waiting"), recorder.Sum("sleeptime.sleep_jobs", "state", "paused")));
        Assert.Equal((1, 0, 1), (recorder.Sum("sleeptime.sleep_jobs_ended", "state", "completed"), recorder.Sum("sleeptime.sleep_jobs_ended", "state", "failed"), recorder.Sum("sleeptime.sleep_jobs_ended", "state", "cancelled")));
        Assert.Equal((1, 1), (recorder.Sum("sleeptime.sleep_notes", "verdict", "usable"), recorder.Sum("sleeptime.sleep_notes", "verdict", "struck")));
        Assert.Equal(1, recorder.Sum("sleeptime.sleep_queue_paused"));
        Assert.True(recorder.Sum("sleeptime.sleep_tokens_today") > 0);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _engine.DisposeAsync();
        _database.Dispose();
    }
}

using Microsoft.Extensions.Time.Testing;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Generation.Prefixes;
using SleepTime.Engine.Sleeping;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Sleeping;

public sealed class SleepStateSaverTests
{
    private readonly LogRecorder<SleepStateSaver> _log = new();
    private readonly SleepTask _task;

    public SleepStateSaverTests()
    {
        var context = new Context { Title = "Marbles", Owner = "local", CreatedAt = default };
        var version = new ContextVersion { ContextId = context.Id, Number = 1, Text = "Maya has 3 marbles.", ContentHash = "a", Tokens = 19, CreatedAt = default };
        _task = new SleepTask(new SleepJob { ContextId = context.Id, ContextVersionId = version.Id, Owner = "local", PassesWanted = 1, CreatedAt = default }, version, IsCurrent: true, SampleTemperature: 0);
    }

    private Guid ContextId => _task.Job.ContextId;

    [Fact]
    public async Task Save_BothModes_PutsBothOnDiskAndSaysNothing()
    {
        await using var disk = new StuckDisk();

        await SaveAsync(disk, "Maya has an odd number of marbles.");

        Assert.Equal(2, disk.FilesOf(ContextId).Length);
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task Save_DiskIsBusy_TriesAgainWhenItHasCaughtUp()
    {
        await using var disk = new StuckDisk();
        await disk.FillAsync();
        var copied = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        disk.Model.OnSave += () => copied.TrySetResult();

        var saved = SaveAsync(disk);
        await copied.Task;
        await disk.EngineAsync();
        Assert.False(saved.IsCompleted);
        disk.GoOn();
        await saved;

        Assert.Single(disk.FilesOf(ContextId));
        Assert.Equal(7, disk.Copies);
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task Save_BothLargerThanTheBudget_SaysSoOnce()
    {
        await using var disk = new StuckDisk(new GenerationOptions { StateDiskBytes = 50 });

        await SaveAsync(disk, "Maya has an odd number of marbles.");

        var (_, line) = Assert.Single(_log.Lines);
        Assert.Contains(ContextId.ToString(), line, StringComparison.Ordinal);
        Assert.Contains("SleepTime:Generation:StateDiskBytes", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_JobWasStopped_SaysNothing()
    {
        await using var disk = new StuckDisk();
        var hold = new EngineHold();
        hold.Allow(0);
        var busy = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        disk.Model.OnDecode = _ =>
        {
            busy.TrySetResult();
            hold.Pass();
        };
        var other = disk.EngineAsync();
        await busy.Task;
        var work = Work();
        work.Stop();

        var saved = Saver(disk).SaveAsync(_task, [], work, CancellationToken.None);
        await saved;
        hold.LetGo();
        await other;

        Assert.Empty(disk.FilesOf(ContextId));
        Assert.Empty(_log.Lines);
    }

    private Task SaveAsync(StuckDisk disk, params string[] notes) => Saver(disk).SaveAsync(_task, notes, Work(), CancellationToken.None);

    private SleepStateSaver Saver(StuckDisk disk) => new(TestModelHost.Ready(disk.Model), disk.Service, _log);

    private SleepWork Work() => new(_task.Job, _ => { }, new FakeTimeProvider());
}

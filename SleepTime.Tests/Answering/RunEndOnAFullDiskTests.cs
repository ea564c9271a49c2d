using SleepTime.Engine.Answering;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Answering;

/// <summary>A disk that is full when an answer ends: its asker has it, and it is stored as soon as there is room.</summary>
public sealed class RunEndOnAFullDiskTests : IAsyncDisposable
{
    private readonly FullDisk _disk = new();
    private readonly TestDatabase _database;
    private readonly TestEngine _engine;

    public RunEndOnAFullDiskTests()
    {
        _database = new TestDatabase(_disk);
        _engine = new TestEngine(_database);
    }

    [Fact]
    public async Task End_DiskIsFull_IsStoredWhenThereIsRoom()
    {
        var context = await _engine.AddContextAsync();
        _disk.Refuse("UPDATE \"Runs\"");
        var run = (await _engine.AskAsync(context, AnswerMode.Standard)).Runs[0];
        var told = await _engine.EndOfAsync(run);
        var before = await StateAsync(run);
        _disk.MakeRoom();

        await SleepTimeApp.WaitAsync("the end to be stored", async () =>
        {
            _engine.Time.Advance(TimeSpan.FromSeconds(30));
            return await StateAsync(run) == RunState.Completed;
        });

        Assert.Equal(RunState.Completed, told.State);
        Assert.NotEqual(RunState.Completed, before);
        Assert.Equal(told.Answer, (await _engine.Get<RunHistory>().FindAsync(run.Id, CancellationToken.None))!.Answer);
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _database.Dispose();
    }

    private async Task<RunState> StateAsync(Run run) => (await _engine.Get<RunHistory>().FindAsync(run.Id, CancellationToken.None))!.State;
}

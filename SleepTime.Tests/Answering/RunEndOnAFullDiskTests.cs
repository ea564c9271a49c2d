using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
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
        _disk.IsFull = true;
        var run = (await _engine.AskAsync(context, AnswerMode.Standard)).Runs[0];
        var told = await _engine.EndOfAsync(run);
        var before = await StateAsync(run);
        _disk.IsFull = false;

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

    private sealed class FullDisk : DbCommandInterceptor
    {
        public volatile bool IsFull;

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) => Refuses(command) ? throw Full() : ValueTask.FromResult(result);

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) => Refuses(command) ? throw Full() : ValueTask.FromResult(result);

        private bool Refuses(DbCommand command) => IsFull && command.CommandText.Contains("UPDATE \"Runs\"", StringComparison.Ordinal);

        private static SqliteException Full() => new("database or disk is full", 13);
    }
}

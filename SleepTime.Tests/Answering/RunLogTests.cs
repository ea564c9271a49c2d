using SleepTime.Engine.Answering;

namespace SleepTime.Tests.Answering;

public sealed class RunLogTests
{
    private static readonly Run _run = new()
    {
        ContextId = Guid.NewGuid(), ContextVersionId = Guid.NewGuid(), Mode = AnswerMode.Standard, Question = "How many?", Verbosity = 1, Temperature = 0,
        MaxTokens = 16, Owner = "local", ModelId = "fake", PromptVersion = "tiny", CreatedAt = DateTimeOffset.UnixEpoch,
    };

    private readonly RunLog _log = new();

    [Fact]
    public async Task Read_FromTheStart_GivesEverythingInOrder()
    {
        var watcher = ReadAsync();
        Write(100);
        End();

        Assert.Equal(Expected(100), await watcher);
    }

    [Fact]
    public async Task Read_ByALateComer_MissesNothing()
    {
        Write(50);
        var late = ReadAsync();
        Write(50, from: 50);
        End();

        Assert.Equal(Expected(100), await late);
        Assert.Equal(Expected(100), await ReadAsync());
    }

    [Fact]
    public async Task Read_ByASlowWatcher_DelaysNeitherTheRunNorTheOthers()
    {
        await using var slow = _log.ReadAsync(CancellationToken.None).GetAsyncEnumerator();
        Write(1);
        Assert.True(await slow.MoveNextAsync());

        var quick = ReadAsync();
        Write(99, from: 1);
        End();
        Assert.Equal(Expected(100), await quick);

        var seen = new List<RunEvent> { slow.Current };
        while (await slow.MoveNextAsync())
            seen.Add(slow.Current);
        Assert.Equal(Expected(100), seen);
    }

    [Fact]
    public async Task Read_ByTwoHundredWatchersComingAtAnyTime_GivesEachTheSame()
    {
        List<Task<List<RunEvent>>> watchers = [];
        for (var number = 0; number < 200; number++)
        {
            watchers.Add(Task.Run(ReadAsync));
            Write(1, from: number);
        }
        End();

        var expected = Expected(200);
        Assert.All(await Task.WhenAll(watchers), seen => Assert.Equal(expected, seen));
    }

    [Fact]
    public async Task Read_AWatcherLeaves_TheOthersGoOn()
    {
        using var leaves = new CancellationTokenSource();
        var leaving = _log.ReadAsync(leaves.Token).ToListAsync();
        var staying = ReadAsync();
        Write(1);

        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await leaving);

        Write(1, from: 1);
        End();
        Assert.Equal(Expected(2), await staying);
    }

    [Fact]
    public void Append_AfterTheEnd_IsRefused()
    {
        End();

        Assert.Throws<InvalidOperationException>(() => Write(1));
    }

    private static List<RunEvent> Expected(int texts) =>
        [.. Enumerable.Range(0, texts).Select(Text), new RunEnded(_run.Id, _run.Mode, _run)];

    private static RunEvent Text(int number) => new RunText(_run.Id, _run.Mode, $"{number} ", number + 1);

    private void Write(int count, int from = 0)
    {
        foreach (var number in Enumerable.Range(from, count))
            _log.Append(Text(number));
    }

    private void End() => _log.Append(new RunEnded(_run.Id, _run.Mode, _run));

    private async Task<List<RunEvent>> ReadAsync() => await _log.ReadAsync(CancellationToken.None).ToListAsync();
}

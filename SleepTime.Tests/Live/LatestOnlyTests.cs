using SleepTime.Tests.Support;
using SleepTime.Web.Live;

namespace SleepTime.Tests.Live;

public sealed class LatestOnlyTests
{
    private readonly LatestOnly _clients = new();
    private readonly List<string> _told = [];
    private readonly TaskCompletionSource _missed = new();

    [Fact]
    public async Task Send_OneReadsSlowly_DelaysNobodyElseAndIsToldTheNewestOnceItHasRead()
    {
        var reads = new TaskCompletionSource();
        Send("slow", reads.Task, "1");
        Send("slow", Task.CompletedTask, "2");
        Send("quick", Task.CompletedTask, "2");
        Send("slow", Task.CompletedTask, "3");
        Send("quick", Task.CompletedTask, "3");
        Assert.Equal(["slow 1", "quick 2", "quick 3"], _told);
        Assert.False(_missed.Task.IsCompleted);

        reads.SetResult();
        await _missed.Task.WaitAsync(SleepTimeApp.Patience, TestContext.Current.CancellationToken);
        Send("slow", Task.CompletedTask, "3");

        Assert.Equal("slow 3", _told[^1]);
    }

    private void Send(string connection, Task read, string message) => _clients.Send(
        connection,
        () =>
        {
            _told.Add($"{connection} {message}");
            return read;
        },
        _missed.SetResult);
}

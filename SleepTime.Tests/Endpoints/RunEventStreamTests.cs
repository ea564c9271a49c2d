using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Generation;
using SleepTime.Tests.Support;
using SleepTime.Web.Endpoints;

namespace SleepTime.Tests.Endpoints;

public sealed class RunEventStreamTests : IDisposable
{
    private static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(15);

    private readonly FakeTimeProvider _time = new();
    private readonly Channel<RunEvent> _standard = Channel.CreateUnbounded<RunEvent>();
    private readonly Channel<RunEvent> _sleep = Channel.CreateUnbounded<RunEvent>();
    private readonly ObservedStream _body = new();

    [Fact]
    public async Task Execute_EventsOfTwoRuns_WritesThemAsTheyHappen()
    {
        var (first, second) = (Guid.NewGuid(), Guid.NewGuid());
        var writing = ExecuteAsync();
        await _body.FlushedAsync(1);

        await WriteAsync(_standard, new RunText(first, AnswerMode.Standard, "one\n", 1));
        await WriteAsync(_sleep, new RunText(second, AnswerMode.SleepTime, "two", 1));
        await WriteAsync(_standard, new RunText(first, AnswerMode.Standard, "three", 2));
        _standard.Writer.Complete();
        _sleep.Writer.Complete();
        await writing.WaitAsync(SleepTimeApp.Patience);

        var events = Parse();
        Assert.Equal(["one\n", "two", "three"], events.Select(one => (string?)one.Data["text"]));
        Assert.Equal(["standard", "sleep", "standard"], events.Select(one => (string?)one.Data["mode"]));
        Assert.All(events, one => Assert.Equal("token", one.Name));
        Assert.Equal(second, (Guid)events[1].Data["runId"]!);
    }

    [Fact]
    public async Task Execute_BothRunsHaveMuchReady_TakesTurns()
    {
        for (var i = 1; i <= 3; i++)
        {
            await WriteOnlyAsync(new RunText(Guid.Empty, AnswerMode.Standard, "a", i));
            await WriteOnlyAsync(new RunText(Guid.Empty, AnswerMode.SleepTime, "b", i), _sleep);
        }

        _standard.Writer.Complete();
        _sleep.Writer.Complete();
        await ExecuteAsync().WaitAsync(SleepTimeApp.Patience);

        Assert.Equal("ababab", string.Concat(Parse().Select(one => (string?)one.Data["text"])));
    }

    [Theory]
    [InlineData(RunState.Completed, "done", "completed")]
    [InlineData(RunState.Cancelled, "done", "cancelled")]
    [InlineData(RunState.Failed, "failed", "failed")]
    public async Task Execute_RunEnded_NamesHowItEnded(RunState state, string name, string stateName)
    {
        var run = TestRuns.Ended(state);
        await WriteOnlyAsync(new RunEnded(run.Id, run.Mode, run));
        _standard.Writer.Complete();
        _sleep.Writer.Complete();

        await ExecuteAsync().WaitAsync(SleepTimeApp.Patience);

        var end = Assert.Single(Parse());
        Assert.Equal(name, end.Name);
        Assert.Equal(stateName, (string?)end.Data["state"]);
        Assert.Equal(run.Usage!.PromptTokens, (int)end.Data["usage"]!["promptTokens"]!);
        Assert.Equal(run.FailureReason, (string?)end.Data["failure"]);
    }

    [Fact]
    public async Task Execute_NothingHappensForAWhile_WritesAComment()
    {
        var writing = ExecuteAsync();
        await _body.FlushedAsync(1);

        _time.Advance(HeartbeatInterval);
        await _body.FlushedAsync(2);

        Assert.StartsWith(":", _body.Text);
        _standard.Writer.Complete();
        _sleep.Writer.Complete();
        await writing.WaitAsync(SleepTimeApp.Patience);
        Assert.Empty(Parse());
    }

    [Fact]
    public async Task Execute_ClientLeaves_EndsWithoutFailure()
    {
        using var leaving = new CancellationTokenSource();
        var writing = ExecuteAsync(leaving.Token);
        await _body.FlushedAsync(1);

        await leaving.CancelAsync();

        await writing.WaitAsync(SleepTimeApp.Patience);
    }

    public void Dispose() => _body.Dispose();

    private Task ExecuteAsync(CancellationToken aborted = default)
    {
        var services = new ServiceCollection();
        services.AddApi();
        services.AddSingleton<TimeProvider>(_time);
        var context = new DefaultHttpContext { RequestServices = services.BuildServiceProvider(), RequestAborted = aborted };
        context.Response.Body = _body;
        return new RunEventStream([_standard.Reader.ReadAllAsync(CancellationToken.None), _sleep.Reader.ReadAllAsync(CancellationToken.None)], hidden: false).ExecuteAsync(context);
    }

    /// <summary>Writes an event and waits until it has gone out, so that the order on the wire is that of the calls.</summary>
    private async Task WriteAsync(Channel<RunEvent> run, RunEvent happened)
    {
        var flushes = _body.Flushes;
        await WriteOnlyAsync(happened, run);
        await _body.FlushedAsync(flushes + 1);
    }

    private async Task WriteOnlyAsync(RunEvent happened, Channel<RunEvent>? run = null) => await (run ?? _standard).Writer.WriteAsync(happened);

    private List<(string Name, JsonNode Data)> Parse() =>
        [.. SseParser.Create(new MemoryStream(Encoding.UTF8.GetBytes(_body.Text))).Enumerate().Select(item => (item.EventType, JsonNode.Parse(item.Data)!))];
}

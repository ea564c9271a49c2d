using SleepTime.Engine.Generation;
using SleepTime.Engine.RemoteEngines;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.RemoteEngines;

/// <summary>How many requests go where, and who makes way for whom, over HTTP.</summary>
public sealed class RemotePlacesTests : IAsyncLifetime
{
    private readonly SemaphoreSlim _mayGoOn = new(0);
    private RemoteServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await RemoteServer.StartAsync();
        _server.BeforePiece = (piece, leaving) => piece == 0 ? _mayGoOn.WaitAsync(leaving) : Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _mayGoOn.Dispose();
    }

    [Fact]
    public async Task Submit_MoreThanPlaces_SendsThatManyAtOnceAndKeepsOneForQuestions()
    {
        await using var site = await RemoteSite.StartAsync([_server], ("Remote:Endpoints:0:MaxConcurrent", "3"));
        var sleep = Enumerable.Range(0, 5).Select(_ => site.Submit(GenerationClass.Sleep)).ToList();
        await UntilRunningAsync(2);

        var question = site.Submit();
        await UntilRunningAsync(3);
        Assert.Equal((2, 1, 3), (site.Generation.Load.Running[(int)GenerationClass.Sleep], site.Generation.Load.Running[0], site.Generation.Load.Waiting[(int)GenerationClass.Sleep]));

        _mayGoOn.Release(6);
        foreach (var ticket in sleep.Append(question))
            Assert.Equal(FinishReason.EndOfText, (await RemoteSite.EndOf(ticket)).Reason);
        Assert.Equal(3, _server.MostRunning);
    }

    [Fact]
    public async Task Submit_QuestionWhenAllPlacesAreTaken_TakesThatOfBackgroundWorkThatHasNotBegun()
    {
        await using var site = await RemoteSite.StartAsync([_server], ("Remote:Endpoints:0:MaxConcurrent", "2"));
        var sleep = site.Submit(GenerationClass.Sleep);
        var first = site.Submit();
        await UntilRunningAsync(2);

        var second = site.Submit();
        await SleepTimeApp.WaitAsync("sleep to make way", () => Task.FromResult(_server.Left == 1));
        await UntilRunningAsync(2);
        Assert.Equal((2, 1, true), (site.Generation.Load.Running[0], site.Generation.Load.Waiting[(int)GenerationClass.Sleep], sleep.SteppedAside));

        _mayGoOn.Release(3);
        foreach (var ticket in new[] { first, second, sleep })
            Assert.Equal((FinishReason.EndOfText, "Answer: 42"), ((await RemoteSite.EndOf(ticket)).Reason, (await RemoteSite.EndOf(ticket)).Text));
        Assert.Equal(1, site.Generation.Counts.Preemptions);
    }

    [Fact]
    public async Task Submit_OnePlace_LetsAQuestionTakeItInTheMiddleOfBackgroundWork()
    {
        _server.BeforePiece = (piece, leaving) => piece == 2 ? _mayGoOn.WaitAsync(leaving) : Task.CompletedTask;
        await using var site = await RemoteSite.StartAsync([_server], ("Remote:Endpoints:0:MaxConcurrent", "1"));
        var sleep = site.Submit(GenerationClass.Sleep);
        await UntilRunningAsync(1);

        var question = site.Submit();
        await SleepTimeApp.WaitAsync("sleep to make way", () => Task.FromResult(_server.Left == 1));
        _mayGoOn.Release(2);

        Assert.Equal("Answer: 42", (await RemoteSite.EndOf(question)).Text);
        Assert.Equal("Answer: 42", (await RemoteSite.EndOf(sleep)).Text);
        Assert.Equal(["Answer: 42"], (await sleep.ReadUpdatesAsync().ToListAsync()).OfType<GenerationText>().Select(text => text.Text));
        // What it wrote before it made way is no first token.
        var timings = (await RemoteSite.EndOf(sleep)).Timings;
        Assert.True(timings.TimeToFirstTokenMs >= timings.QueueMs, $"{timings}");
    }

    [Fact]
    public async Task Submit_TwoEngines_UsesBothAndSendsAContextWhereItWasBefore()
    {
        await using var other = await RemoteServer.StartAsync();
        other.BeforePiece = _server.BeforePiece;
        await using var site = await RemoteSite.StartAsync([_server, other]);
        await SleepTimeApp.WaitAsync("both", () => Task.FromResult(site.Status.Endpoints.All(endpoint => endpoint.State == RemoteEndpointState.Ready)));

        var spread = Enumerable.Range(0, 4).Select(_ => site.Submit()).ToList();
        await SleepTimeApp.WaitAsync("two on each", () => Task.FromResult((_server.Running, other.Running) == (2, 2)));
        _mayGoOn.Release(4);
        await Task.WhenAll(spread.Select(RemoteSite.EndOf));

        var context = Guid.NewGuid();
        _mayGoOn.Release(3);
        for (var i = 0; i < 3; i++)
            await RemoteSite.EndOf(site.Submit(contextId: context));
        Assert.Contains((_server.Requests.Count, other.Requests.Count), new[] { (5, 2), (2, 5) });
    }

    [Fact]
    public async Task Load_EngineWorksForOthers_IsTold()
    {
        _server.Metrics = "vllm:num_requests_running{model_name=\"some-7b\"} 2.0\nvllm:num_requests_waiting{model_name=\"some-7b\"} 1.0\n";
        await using var site = await RemoteSite.StartAsync([_server]);

        await SleepTimeApp.WaitAsync("the load", () => Task.FromResult(site.Generation.Load.Elsewhere == 3));
        Assert.Equal(3, Assert.Single(site.Status.Endpoints).Load);

        _server.Metrics = "vllm:num_requests_running 0\nvllm:num_requests_waiting 0\n";
        await SleepTimeApp.WaitAsync("idle", () => Task.FromResult(site.Generation.Load.Elsewhere == 0));
    }

    private Task UntilRunningAsync(int requests) => SleepTimeApp.WaitAsync($"{requests} requests", () => Task.FromResult(_server.Running == requests));
}

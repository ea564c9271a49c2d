using Microsoft.AspNetCore.Http;
using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.RemoteEngines;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.RemoteEngines;

/// <summary>What becomes of requests when a remote engine does not do as it should, over HTTP.</summary>
public sealed class RemoteFaultsTests : IAsyncLifetime
{
    private const string Key = "sk-very-secret-1234";

    private RemoteServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await RemoteServer.StartAsync();

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Start_WrongKey_SaysSoAndNowhereTheKey()
    {
        _server.ApiKey = "another";

        await using var site = await RemoteSite.StartAsync([_server], ("Remote:Endpoints:0:ApiKey", Key));

        Assert.Equal(ModelState.Failed, site.Status.State);
        Assert.StartsWith($"The engine at {_server.Address.Authority} refuses the key (401): set SleepTime:Remote:Endpoints:0:ApiKey", site.Status.Failure, StringComparison.Ordinal);
        Assert.Equal(RemoteEndpointState.Failing, Assert.Single(site.Status.Endpoints).State);
        Assert.DoesNotContain(site.Logged.Append(site.Status.ToString()), line => line.Contains(Key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Submit_RightKey_IsSentAndNotTold()
    {
        _server.ApiKey = Key;
        await using var site = await RemoteSite.StartAsync([_server], ("Remote:Endpoints:0:ApiKey", Key));
        _server.Faults.Enqueue(RemoteServer.Refuse(400, $"No such thing for {Key}."));

        var refused = await site.AskAsync();

        Assert.Equal($"The engine at {_server.Address.Authority} refused the request (400), saying \"No such thing for (key)\": shorten or change it, or check the engine's own settings.", refused.Failure);
        Assert.Single(_server.Requests);
        Assert.Equal(FinishReason.EndOfText, (await site.AskAsync()).Reason);
        Assert.DoesNotContain(site.Logged, line => line.Contains(Key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_UnknownModel_NamesThoseThatThereAre()
    {
        _server.Models = ["other-7b", "other-70b"];

        await using var site = await RemoteSite.StartAsync([_server]);

        Assert.Contains("has no model some-7b; it has other-7b, other-70b. Set SleepTime:Remote:Endpoints:0:Model", site.Status.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_ModelGoneMeanwhile_EndsWithASentenceAndComesBack()
    {
        await using var site = await RemoteSite.StartAsync([_server]);
        _server.Models = ["other-7b"];
        _server.Faults.Enqueue(RemoteServer.Refuse(404, "The model `some-7b` does not exist."));

        var result = await site.AskAsync();
        Assert.True(result.EngineStopped);
        Assert.Contains("does not know some-7b or the address, saying \"The model `some-7b` does not exist\"", result.Failure, StringComparison.Ordinal);
        Assert.Throws<ModelNotReadyException>(() => site.Model.Require());

        _server.Models = [RemoteServer.Model];
        await UntilReadyAsync(site);
        Assert.Equal("Answer: 42", (await site.AskAsync()).Text);
    }

    [Fact]
    public async Task Submit_TooManyRequests_WaitsAsLongAsItWasAskedTo()
    {
        await using var site = await RemoteSite.StartAsync([_server]);
        _server.Faults.Enqueue(RemoteServer.Refuse(429, "Rate limit reached.", retryAfter: "2"));

        var ticket = site.Submit();
        await SleepTimeApp.WaitAsync("the pause", () => Task.FromResult(site.Generation.Load.Waiting[0] == 1));
        var result = await RemoteSite.EndOf(ticket);

        Assert.Equal("Answer: 42", result.Text);
        Assert.True(result.Timings.QueueMs >= 1_900, $"It waited {result.Timings.QueueMs:0} ms.");
        Assert.Equal(2, _server.Requests.Count);
    }

    [Fact]
    public async Task Submit_TooManyRequestsElsewhere_GoesToAnotherAtOnce()
    {
        await using var other = await RemoteServer.StartAsync();
        await using var site = await RemoteSite.StartAsync([_server, other]);
        await UntilBothAsync(site);
        _server.Faults.Enqueue(RemoteServer.Refuse(429, "Rate limit reached.", retryAfter: "300"));

        for (var i = 0; i < 3; i++)
            Assert.Equal("Answer: 42", (await site.AskAsync()).Text);
        Assert.Equal(4, _server.Requests.Count + other.Requests.Count);
        Assert.Equal(RemoteEndpointState.Busy, site.Status.Endpoints[0].State);
    }

    [Theory]
    [InlineData(1, "Answer")]
    [InlineData(2, "Answer: ")]
    public async Task Submit_ConnectionBreaksInTheMiddle_FailsInWordsAndKeepsWhatCame(int pieces, string kept)
    {
        await using var site = await RemoteSite.StartAsync([_server]);
        var seen = new TaskCompletionSource();
        _server.Faults.Enqueue(_server.Drop(pieces, seen.Task));
        var ticket = site.Submit();
        await ticket.ReadUpdatesAsync().Where(update => update is GenerationText).Skip(pieces - 1).FirstAsync().AsTask().WaitAsync(SleepTimeApp.Patience);
        seen.SetResult();

        var result = await RemoteSite.EndOf(ticket);

        Assert.Equal((FinishReason.Failed, kept, pieces), (result.Reason, result.Text, result.Usage.CompletionTokens));
        Assert.EndsWith("What came before is kept.", result.Failure, StringComparison.Ordinal);
        Assert.Equal("Answer: 42", (await site.AskAsync()).Text);
    }

    [Fact]
    public async Task Submit_ErrorWithinTheStream_FailsInTheEnginesWords()
    {
        await using var site = await RemoteSite.StartAsync([_server]);
        _server.Faults.Enqueue(_server.BreakOff(1, "CUDA out of memory"));

        var result = await site.AskAsync();

        Assert.Equal("Answer", result.Text);
        Assert.Contains("broke off in the middle of an answer, saying \"CUDA out of memory\"", result.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_ConnectionBreaksBeforeAnything_IsTriedAgainUnseen()
    {
        await using var site = await RemoteSite.StartAsync([_server]);
        _server.Faults.Enqueue(_server.Drop(0, Task.CompletedTask));
        _server.Faults.Enqueue(RemoteServer.Refuse(500, "Internal error"));

        var ticket = site.Submit();

        Assert.Equal("Answer: 42", (await RemoteSite.EndOf(ticket)).Text);
        Assert.Equal(3, _server.Requests.Count);
    }

    [Fact]
    public async Task Submit_FailsAgainAndAgain_EndsAtLast()
    {
        await using var site = await RemoteSite.StartAsync([_server]);
        for (var i = 0; i < 10; i++)
            _server.Faults.Enqueue(RemoteServer.Refuse(500, "Internal error"));

        var result = await site.AskAsync();

        Assert.Contains("failed with an error of its own (500), saying \"Internal error\"", result.Failure, StringComparison.Ordinal);
        Assert.Equal(4, _server.Requests.Count);
    }

    [Fact]
    public async Task Submit_SlowFirstToken_AsksAnother()
    {
        await using var other = await RemoteServer.StartAsync();
        Task Hang(HttpContext context, System.Text.Json.Nodes.JsonNode body) => Task.Delay(Timeout.Infinite, context.RequestAborted);
        await using var site = await RemoteSite.StartAsync([_server, other], ("Remote:FirstTokenSeconds", "1"));
        await UntilBothAsync(site);
        _server.Faults.Enqueue(Hang);

        var results = await Task.WhenAll(site.AskAsync(), site.AskAsync());

        Assert.All(results, result => Assert.Equal("Answer: 42", result.Text));
        await SleepTimeApp.WaitAsync("the engine to notice that it was left", () => Task.FromResult(_server.Left == 1));
        Assert.Equal(3, _server.Requests.Count + other.Requests.Count);
    }

    [Fact]
    public async Task Submit_OneIsSlowEachTime_IsAskedOnceAndTheOtherAnswers()
    {
        await using var other = await RemoteServer.StartAsync();
        Task Hang(HttpContext context, System.Text.Json.Nodes.JsonNode body) => Task.Delay(Timeout.Infinite, context.RequestAborted);
        await using var site = await RemoteSite.StartAsync([_server, other], ("Remote:FirstTokenSeconds", "1"));
        await UntilBothAsync(site);
        for (var i = 0; i < 4; i++)
            _server.Faults.Enqueue(Hang);

        var result = await site.AskAsync(); // of two that are idle the first is asked

        Assert.Equal("Answer: 42", result.Text);
        Assert.Equal((1, 1), (_server.Requests.Count, other.Requests.Count));
    }

    [Fact]
    public async Task Submit_FallsSilentInTheMiddle_FailsInWords()
    {
        _server.BeforePiece = (piece, leaving) => piece == 1 ? Task.Delay(Timeout.Infinite, leaving) : Task.CompletedTask;
        await using var site = await RemoteSite.StartAsync([_server], ("Remote:StallSeconds", "1"));

        var result = await site.AskAsync();

        Assert.Equal("Answer", result.Text);
        Assert.Contains("fell silent for 1 seconds", result.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_OneOfTwo_HasTheOtherDoTheWork()
    {
        await using var other = await RemoteServer.StartAsync();
        await using var site = await RemoteSite.StartAsync([_server, other]);
        await UntilBothAsync(site);

        await _server.StopAsync();
        for (var i = 0; i < 4; i++)
            Assert.Equal("Answer: 42", (await site.AskAsync()).Text);

        await SleepTimeApp.WaitAsync("its state", () => Task.FromResult(site.Status.Endpoints[0].State == RemoteEndpointState.Failing));
        Assert.Equal(ModelState.Ready, site.Status.State);
        await _server.StartAgainAsync();
        await UntilBothAsync(site);
    }

    [Fact]
    public async Task Start_NoneThere_SaysSoOnceForAllOfThem()
    {
        await using var other = await RemoteServer.StartAsync();
        await _server.StopAsync();
        await other.StopAsync();

        await using var site = await RemoteSite.StartAsync([_server, other]);

        Assert.StartsWith("None of the 2 remote engines works: the Model page", site.Status.Failure, StringComparison.Ordinal);
        Assert.All(site.Status.Endpoints, endpoint => Assert.Contains("cannot be reached (Connection refused): start it", endpoint.Problem, StringComparison.Ordinal));
        await other.StartAgainAsync();
        await UntilReadyAsync(site);
        Assert.Equal("Answer: 42", (await site.AskAsync()).Text);
    }

    [Fact]
    public async Task Stop_TheOnlyOne_EndsWhatWaitsAfterAWhileAndGoesOnWhenItIsBack()
    {
        await using var site = await RemoteSite.StartAsync([_server]);
        await _server.StopAsync();

        var result = await site.AskAsync();

        Assert.Equal((FinishReason.Failed, true), (result.Reason, result.EngineStopped));
        Assert.Contains($"The engine at {_server.Address.Authority} cannot be reached", result.Failure, StringComparison.Ordinal);
        Assert.Equal(ModelState.Failed, site.Status.State);
        await _server.StartAgainAsync();
        await UntilReadyAsync(site);
        Assert.Equal("Answer: 42", (await site.AskAsync()).Text);
    }

    private static Task UntilReadyAsync(RemoteSite site) => SleepTimeApp.WaitAsync("the model", () => Task.FromResult(site.Status.State == ModelState.Ready));

    private static Task UntilBothAsync(RemoteSite site) =>
        SleepTimeApp.WaitAsync("both engines", () => Task.FromResult(site.Status.Endpoints.Count(endpoint => endpoint.State == RemoteEndpointState.Ready) == 2));
}

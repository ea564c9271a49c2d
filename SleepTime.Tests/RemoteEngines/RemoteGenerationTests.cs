using System.Text.Json.Nodes;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Generation.Prefixes;
using SleepTime.Engine.Generation.Scoring;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Runtimes;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.RemoteEngines;

/// <summary>Requests on a remote engine that does as it should, over HTTP.</summary>
public sealed class RemoteGenerationTests : IAsyncLifetime
{
    private RemoteServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await RemoteServer.StartAsync();

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Submit_Question_StreamsTextAndTakesTheUsageThatItWasTold()
    {
        await using var site = await RemoteSite.StartAsync([_server]);

        var ticket = site.Submit();
        var updates = await ticket.ReadUpdatesAsync().ToListAsync().AsTask().WaitAsync(SleepTimeApp.Patience);
        var result = await ticket.Completion;

        Assert.Equal(["Answer", ": ", "42"], updates.OfType<GenerationText>().Select(text => text.Text));
        Assert.Equal((FinishReason.EndOfText, "Answer: 42", new TokenUsage(120, 96, 7)), (result.Reason, result.Text, result.Usage));
        Assert.Equal(PrefixTier.Remote, result.CachedFrom);
        Assert.True(result.Timings.TimeToFirstTokenMs > 0);
        Assert.Equal(96, site.Generation.PrefixUse.Tokens[(int)PrefixTier.Remote]);
        Assert.True(site.Generation.Load.IsIdle);
    }

    [Fact]
    public async Task Submit_Question_SendsTheConversationAndNoPriority()
    {
        await using var site = await RemoteSite.StartAsync([_server]);

        await RemoteSite.EndOf(site.Submit(sampling: new SamplingOptions(0.5f, TopK: 20, TopP: 0.9f, MinP: 0.1f, Seed: 7)));

        var sent = Assert.Single(_server.Requests);
        Assert.Equal(RemoteServer.Model, (string?)sent["model"]);
        Assert.Equal([("system", "Be brief."), ("user", "How many?")], sent["messages"]!.AsArray().Select(message => ((string)message!["role"]!, TextOf(message["content"]!))));
        Assert.Equal((0.5f, 0.9f, 7, 64), ((float)sent["temperature"]!, (float)sent["top_p"]!, (int)sent["seed"]!, (int)sent["max_completion_tokens"]!));
        Assert.Equal((20, 0.1f), ((int)sent["top_k"]!, (float)sent["min_p"]!));
        Assert.True((bool)sent["stream"]!);
        Assert.True((bool)sent["stream_options"]!["include_usage"]!);
        Assert.Null(sent["priority"]);
    }

    [Fact]
    public async Task Submit_BackgroundOnVllm_SendsHowUrgentItIs()
    {
        await using var site = await RemoteSite.StartAsync([_server]);

        await site.AskAsync(GenerationClass.Experiment);
        await site.AskAsync(GenerationClass.Sleep);

        Assert.Equal([1, 2], _server.Requests.Select(sent => (int)sent["priority"]!));
    }

    [Fact]
    public async Task Submit_BackgroundOnVllmWithoutPriorities_IsSentWithoutFromThenOn()
    {
        await using var site = await RemoteSite.StartAsync([_server]);
        _server.Faults.Enqueue(RemoteServer.Refuse(400, "Got priority 2 but Priority scheduling is not enabled."));

        var result = await site.AskAsync(GenerationClass.Sleep);
        await site.AskAsync(GenerationClass.Sleep);

        Assert.Equal(FinishReason.EndOfText, result.Reason);
        Assert.Equal([2, null, null], _server.Requests.Select(sent => (int?)sent["priority"]));
    }

    [Fact]
    public async Task Submit_Cloud_IsSentNothingThatItDoesNotKnow()
    {
        _server.OwnedBy = "system";
        await using var site = await RemoteSite.StartAsync([_server]);

        await RemoteSite.EndOf(site.Submit(GenerationClass.Sleep, sampling: new SamplingOptions(0.5f)));

        var sent = Assert.Single(_server.Requests).AsObject();
        Assert.DoesNotContain(sent, field => field.Key is "priority" or "top_k" or "min_p" or "max_tokens");
    }

    [Fact]
    public async Task Submit_MostTokens_EndsByThem()
    {
        _server.FinishReason = "length";
        await using var site = await RemoteSite.StartAsync([_server]);

        Assert.Equal(FinishReason.MaxTokens, (await site.AskAsync()).Reason);
    }

    [Fact]
    public async Task Submit_NoUsageTold_CountsPiecesAndTheEstimatedPrompt()
    {
        _server.Usage = null;
        await using var site = await RemoteSite.StartAsync([_server]);

        var ticket = site.Submit();

        Assert.Equal(new TokenUsage(ticket.Request.Prompt.Count, 0, 3), (await RemoteSite.EndOf(ticket)).Usage);
    }

    [Fact]
    public async Task Submit_ReasoningModel_HasItsThoughtsBetweenThinkTags()
    {
        _server.Thought = "Two and two.";
        await using var site = await RemoteSite.StartAsync([_server]);

        Assert.Equal("<think>Two and two.</think>Answer: 42", (await site.AskAsync()).Text);
    }

    [Fact]
    public async Task Cancel_WhileItAnswers_EndsTheCall()
    {
        _server.BeforePiece = (piece, leaving) => piece == 1 ? Task.Delay(Timeout.Infinite, leaving) : Task.CompletedTask;
        await using var site = await RemoteSite.StartAsync([_server]);
        var ticket = site.Submit();
        await ticket.ReadUpdatesAsync().FirstAsync(update => update is GenerationText).AsTask().WaitAsync(SleepTimeApp.Patience);

        ticket.Cancel();

        var result = await RemoteSite.EndOf(ticket);
        Assert.Equal((FinishReason.Cancelled, "Answer"), (result.Reason, result.Text));
        await SleepTimeApp.WaitAsync("the engine to notice", () => Task.FromResult(_server.Left == 1));
    }

    [Fact]
    public async Task Stop_WhileItAnswers_EndsItByTheServersReason()
    {
        _server.BeforePiece = (_, leaving) => Task.Delay(Timeout.Infinite, leaving);
        var site = await RemoteSite.StartAsync([_server]);
        var (ticket, waiting) = (site.Submit(), site.Submit(GenerationClass.Sleep));
        await SleepTimeApp.WaitAsync("both to run", () => Task.FromResult(_server.Running == 2));

        await site.DisposeAsync();

        foreach (var result in new[] { await ticket.Completion, await waiting.Completion })
            Assert.Equal((FinishReason.Failed, true, "The server is stopping."), (result.Reason, result.EngineStopped, result.Failure));
    }

    [Fact]
    public async Task Score_RemoteModel_SaysThatItIsNotToBeHad()
    {
        await using var site = await RemoteSite.StartAsync([_server]);

        var refused = await Assert.ThrowsAsync<ScoringFailedException>(() => site.Generation.ScoreAsync(
            new ScoringRequest { Prefix = [1 << 28], Continuations = [[1 << 28]], Class = GenerationClass.Sleep }, CancellationToken.None));

        Assert.False(site.Generation.CanScore);
        Assert.Contains("no log-probabilities", refused.Message, StringComparison.Ordinal);
        Assert.Null(site.Generation.SavePrefix([1 << 28], Guid.NewGuid(), "local"));
    }

    [Fact]
    public async Task Start_EngineThatTakesLess_HasItsContextLength()
    {
        _server.MaxModelLength = 4_096;
        await using var site = await RemoteSite.StartAsync([_server], ("Remote:Name", "our-7b"));

        var model = site.Status.Hosted!;
        Assert.Equal(("our-7b@remote", 4_096, true), (model.Id, model.ContextLength, model.Vocabulary.IsEstimate));
        Assert.Equal(ModelState.Ready, site.Status.State);
    }

    private static string TextOf(JsonNode content) => content is JsonArray parts ? string.Concat(parts.Select(part => (string)part!["text"]!)) : (string)content!;
}

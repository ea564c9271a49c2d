using System.Net;
using System.Net.Http.Json;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Endpoints;

/// <summary>A model so slow that an answer would take a minute, until it is told to hurry; two questions at a time.</summary>
public sealed class BusyEngineTests : IAsyncLifetime
{
    private const int AnswerTokens = 2_000;
    private static readonly TimeSpan StepTime = TimeSpan.FromMilliseconds(30);

    private readonly ManualResetEventSlim _hurry = new();
    private readonly SleepTimeApp _app;
    private Guid _contextId;

    public BusyEngineTests()
    {
        var model = new FakeLoadedModel { Reply = _ => new string('a', AnswerTokens), OnDecode = _ => _hurry.Wait(StepTime) };
        _app = new SleepTimeApp(new FakeRuntime { Model = model }, ("Generation:MaxSequences", "2"), ("Generation:MaxWaitingQuestions", "2"));
    }

    public async ValueTask InitializeAsync()
    {
        await _app.InitializeAsync();
        _contextId = await _app.CreateContextAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _hurry.Set();
        await _app.DisposeAsync();
        _hurry.Dispose();
    }

    [Fact]
    public async Task PostCancel_RunningRun_EndsItAndKeepsWhatWasWritten()
    {
        using var stream = await AskAsync();
        var runId = await NewestRunAsync();
        await SleepTimeApp.WaitAsync("the run to start", async () => (string?)(await _app.ReadAsync($"/api/v1/runs/{runId}"))["state"] == "running");

        using var cancelled = await _app.Http.PostAsync($"/api/v1/runs/{runId}/cancel", null);

        Assert.Equal("cancelled", (string?)(await cancelled.JsonAsync())["state"]);
        var events = await stream.EventsAsync();
        var (name, end) = events[^1];
        Assert.Equal("done", name);
        Assert.Equal("cancelled", (string?)end["state"]);
        Assert.Equal((string?)end["answer"], string.Concat(events.Where(one => one.Name == "token").Select(one => (string?)one.Data["text"])));
    }

    [Fact]
    public async Task PostCancel_WaitingRun_EndsItBeforeItBegan()
    {
        using var running = await AskAsync();
        using var alsoRunning = await AskAsync();
        using var waiting = await AskAsync();
        var runId = await NewestRunAsync();

        using var cancelled = await _app.Http.PostAsync($"/api/v1/runs/{runId}/cancel", null);

        var run = await cancelled.JsonAsync();
        Assert.Equal("cancelled", (string?)run["state"]);
        Assert.Equal("", (string?)run["answer"]);
        Assert.Equal("cancelled", (string?)(await waiting.EventsAsync())[^1].Data["state"]);
    }

    [Fact]
    public async Task Post_ClientLeaves_RunGoesOn()
    {
        var stream = await AskAsync();
        var runId = await NewestRunAsync();

        stream.Dispose();
        _hurry.Set();

        await SleepTimeApp.WaitAsync("the run to end", async () => (string?)(await _app.ReadAsync($"/api/v1/runs/{runId}"))["state"] == "completed");
        Assert.Equal(AnswerTokens, ((string?)(await _app.ReadAsync($"/api/v1/runs/{runId}"))["answer"])?.Length);
    }

    [Fact]
    public async Task Post_MoreThanMayWait_IsRefusedAndToldWhenToTryAgain()
    {
        var asked = new List<HttpResponseMessage>();
        do
            asked.Add(await AskAsync());
        while (asked[^1].StatusCode == HttpStatusCode.OK && asked.Count < 10);

        Assert.Contains("waiting", await asked[^1].ProblemAsync(HttpStatusCode.ServiceUnavailable));
        Assert.NotNull(asked[^1].Headers.RetryAfter?.Delta);
        Assert.Equal(asked.Count - 1, (int)(await _app.ReadAsync("/api/v1/runs"))["total"]!);
    }

    /// <summary>Asks and returns as soon as the question is taken or refused.</summary>
    private async Task<HttpResponseMessage> AskAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/answers")
        {
            Content = JsonContent.Create(new { contextId = _contextId, question = "How many?", mode = "standard", maxTokens = AnswerTokens, stream = true }),
        };
        return await _app.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private async Task<Guid> NewestRunAsync() => (Guid)(await _app.ReadAsync("/api/v1/runs?pageSize=1"))["items"]![0]!["id"]!;
}

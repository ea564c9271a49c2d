using System.Net;
using System.Text.Json.Nodes;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Endpoints;

/// <summary>Jobs that wait, steered one by one, on a site whose queue stays paused.</summary>
public sealed class JobCommandEndpointsTests(SleepTimeApp app) : IClassFixture<SleepTimeApp>
{
    [Fact]
    public async Task PostPause_ThenResume_SetsAndClearsIt()
    {
        var id = await AddJobAsync();

        Assert.True((bool)(await CommandAsync(id, "pause"))["paused"]!);
        Assert.Equal(1, (int)(await app.ReadAsync("/api/v1/jobs?paused=true"))["total"]!);
        Assert.Equal(1, (int)(await app.ReadAsync("/api/v1/jobs?state=paused"))["total"]!);
        using var again = await app.Http.PostAsync($"/api/v1/jobs/{id}/pause", null);
        Assert.Contains("The job is paused", await again.ProblemAsync(HttpStatusCode.Conflict));

        Assert.False((bool)(await CommandAsync(id, "resume"))["paused"]!);
        Assert.Equal(0, (int)(await app.ReadAsync("/api/v1/jobs?paused=true"))["total"]!);
    }

    [Fact]
    public async Task PostRetry_OfOnePausedAndCancelled_IsNotPausedAnyMore()
    {
        var id = await AddJobAsync();
        await CommandAsync(id, "pause");
        await CommandAsync(id, "cancel");

        var retried = await CommandAsync(id, "retry");

        Assert.Equal("queued", (string?)retried["state"]);
        Assert.False((bool)retried["paused"]!);
    }

    [Fact]
    public async Task GetCounts_OfWaitingPausedAndCancelled_CountsEachOnce()
    {
        var before = await app.ReadAsync("/api/v1/jobs/counts");
        var (waiting, paused) = (await AddJobAsync(), await AddJobAsync());
        await CommandAsync(paused, "pause");
        await CommandAsync(await AddJobAsync(), "cancel");

        var after = await app.ReadAsync("/api/v1/jobs/counts");
        Assert.Contains("sleep is worth trying", (string?)(await app.ReadAsync($"/api/v1/jobs/{waiting}"))["worth"], StringComparison.Ordinal);
        await CommandAsync(waiting, "cancel");
        await CommandAsync(paused, "cancel"); // other tests count too

        Assert.Equal(
            [("waiting", 1), ("paused", 1), ("cancelled", 1), ("failed", 0), ("all", 3)],
            new[] { "waiting", "paused", "cancelled", "failed", "all" }.Select(state => (state, (int)after[state]! - (int)before[state]!)));
    }

    [Fact]
    public async Task PostFirstUpAndDown_ChangeTheOrder()
    {
        var jobs = new[] { await AddJobAsync(), await AddJobAsync(), await AddJobAsync() };

        await CommandAsync(jobs[2], "first");
        Assert.Equal(jobs[2], (await WaitingAsync())[0]);
        await CommandAsync(jobs[2], "down");
        Assert.Equal(jobs[2], (await WaitingAsync())[1]);
        await CommandAsync(jobs[2], "up");
        Assert.Equal(jobs[2], (await WaitingAsync())[0]);

        using var beyond = await app.Http.PostAsync($"/api/v1/jobs/{jobs[2]}/up", null);
        Assert.Contains("first already", await beyond.ProblemAsync(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task GetLog_AfterCommands_TellsThemInOrder()
    {
        var id = await AddJobAsync();
        await CommandAsync(id, "pause");
        await CommandAsync(id, "resume");

        var log = await app.ReadAsync($"/api/v1/jobs/{id}/log");

        var lines = log["items"]!.AsArray().Select(line => (string)line!["text"]!).ToList();
        Assert.Equal(lines.Count, (int)log["total"]!);
        Assert.StartsWith("Queued.", lines[0], StringComparison.Ordinal);
        Assert.Equal(["Paused by a person.", "Resumed by a person."], lines[1..]);
        Assert.All(log["items"]!.AsArray(), line => Assert.NotEqual(default, (DateTimeOffset)line!["at"]!));
    }

    [Fact]
    public async Task GetQueue_JobsWait_TellsStateAndCount()
    {
        await AddJobAsync();

        var queue = await app.ReadAsync("/api/v1/queue");

        Assert.Equal("paused", (string?)queue["state"]);
        Assert.True((bool)queue["paused"]!);
        Assert.True((int)queue["queued"]! >= 1);
        Assert.Null(queue["opensInMs"]);
        Assert.Equal(0, (long)queue["tokensToday"]!);
    }

    private async Task<string> AddJobAsync()
    {
        var context = await app.CreateContextAsync();
        return (string)(await app.ReadAsync($"/api/v1/contexts/{context}"))["sleep"]!["jobId"]!;
    }

    private async Task<JsonNode> CommandAsync(string id, string command)
    {
        using var response = await app.Http.PostAsync($"/api/v1/jobs/{id}/{command}", null);
        return await response.JsonAsync();
    }

    private async Task<List<string>> WaitingAsync() =>
        [.. (await app.ReadAsync("/api/v1/jobs?state=queued"))["items"]!.AsArray().Select(job => (string)job!["id"]!)];
}

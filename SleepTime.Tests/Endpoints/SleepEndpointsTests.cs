using System.Net;
using System.Net.Http.Json;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Endpoints;

/// <summary>Notes, jobs and the queue on a site that sleeps. Pausing is for the whole site, so these run one by one in it.</summary>
public sealed class SleepEndpointsTests(SleepingApp app) : IClassFixture<SleepingApp>
{
    [Fact]
    public async Task GetNotes_AfterSleep_TellsLinesAndWhatTheyCost()
    {
        var id = await app.CreateContextWithNotesAsync();

        var notes = Assert.Single((await app.ReadAsync($"/api/v1/contexts/{id}/notes"))["versions"]!.AsArray())!;

        Assert.Equal(1, (int)notes["contextVersion"]!);
        Assert.False((bool)notes["stale"]!);
        Assert.StartsWith("sleeptime-tiny@", (string?)notes["model"]);
        Assert.True((int)notes["passes"]! >= 1);
        Assert.True((int)notes["usage"]!["completionTokens"]! > 0);
        Assert.NotEmpty(notes["lines"]!.AsArray());
        Assert.All(notes["lines"]!.AsArray(), line => Assert.NotEmpty((string)line!["text"]!));
    }

    [Fact]
    public async Task GetNotes_AfterAnEdit_AreStaleUntilTheNextSleep()
    {
        var id = await app.CreateContextWithNotesAsync();
        using var edited = await app.Http.PutAsJsonAsync($"/api/v1/contexts/{id}/text", new { text = "Finn has 9 books. Ben has 5 books." });

        await SleepTimeApp.WaitAsync("notes of both versions", async () =>
            (await app.ReadAsync($"/api/v1/contexts/{id}/notes"))["versions"]!.AsArray().Count == 2);

        var versions = (await app.ReadAsync($"/api/v1/contexts/{id}/notes"))["versions"]!.AsArray();
        Assert.Equal([2, 1], versions.Select(version => (int)version!["contextVersion"]!));
        Assert.Equal([false, true], versions.Select(version => (bool)version!["stale"]!));
    }

    [Fact]
    public async Task PostSleep_Forced_QueuesAnotherJob()
    {
        var id = await app.CreateContextWithNotesAsync();

        using var response = await app.Http.PostAsJsonAsync($"/api/v1/contexts/{id}/sleep", new { passes = 1, force = true });

        var job = await response.JsonAsync(HttpStatusCode.Accepted);
        Assert.Equal($"/api/v1/jobs/{job["id"]}", response.Headers.Location?.ToString());
        Assert.Equal(1, (int)job["passesWanted"]!);
        await SleepTimeApp.WaitAsync("the job to end", async () => (string?)(await app.ReadAsync($"/api/v1/jobs/{job["id"]}"))["state"] == "completed");
        var ended = await app.ReadAsync($"/api/v1/jobs/{job["id"]}");
        Assert.Equal("completed", (string?)ended["state"]);
        Assert.Single(ended["passes"]!.AsArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    public async Task PostSleep_PassesOutOfRange_NamesTheRange(int passes)
    {
        var id = await app.CreateContextAsync();

        using var response = await app.Http.PostAsJsonAsync($"/api/v1/contexts/{id}/sleep", new { passes });

        Assert.StartsWith($"passes is {passes}", await response.ProblemAsync(HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task PostCancelAndRetry_WaitingJob_EndsItAndQueuesItAgain()
    {
        using var paused = await app.Http.PostAsync("/api/v1/queue/pause", null);
        Assert.True((bool)(await paused.JsonAsync())["paused"]!);
        var id = await app.CreateContextAsync();
        var jobId = (await app.ReadAsync($"/api/v1/contexts/{id}"))["sleep"]!["jobId"];

        using var cancelled = await app.Http.PostAsync($"/api/v1/jobs/{jobId}/cancel", null);
        Assert.Equal("cancelled", (string?)(await cancelled.JsonAsync())["state"]);
        using var cancelledAgain = await app.Http.PostAsync($"/api/v1/jobs/{jobId}/cancel", null);
        Assert.Contains("cancelled", await cancelledAgain.ProblemAsync(HttpStatusCode.Conflict));

        using var retried = await app.Http.PostAsync($"/api/v1/jobs/{jobId}/retry", null);
        Assert.Equal("queued", (string?)(await retried.JsonAsync())["state"]);
        using var retriedAgain = await app.Http.PostAsync($"/api/v1/jobs/{jobId}/retry", null);
        Assert.NotEmpty(await retriedAgain.ProblemAsync(HttpStatusCode.Conflict));

        using var resumed = await app.Http.PostAsync("/api/v1/queue/resume", null);
        Assert.False((bool)(await resumed.JsonAsync())["paused"]!);
        await SleepTimeApp.WaitAsync("the job to end", async () => (string?)(await app.ReadAsync($"/api/v1/jobs/{jobId}"))["state"] == "completed");
    }

    [Fact]
    public async Task GetJobs_ByContext_HasOnlyItsJobs()
    {
        var id = await app.CreateContextWithNotesAsync();

        var jobs = await app.ReadAsync($"/api/v1/jobs?contextId={id}&state=completed");

        Assert.Equal(1, (int)jobs["total"]!);
        Assert.Equal(id, (Guid)Assert.Single(jobs["items"]!.AsArray())!["contextId"]!);
    }
}

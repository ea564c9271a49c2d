using System.Net;
using System.Text.Json.Nodes;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Endpoints;

public sealed class DownloadEndpointsTests : IAsyncLifetime
{
    private const string Downloads = "/api/v1/models/downloads";

    private readonly TemporaryFolder _cache = new();
    private HubServer _hub = null!;
    private SleepTimeApp _app = null!;

    [Fact]
    public async Task Post_AModel_IsFetchedPausedResumedAndDeleted()
    {
        Assert.Empty((await _app.ReadAsync(Downloads))["items"]!.AsArray());
        _hub.Silences.Enqueue(20_000);

        using var posted = await _app.PostJsonAsync(Downloads, $$"""{"reference": "{{DownloadBench.Reference}}"}""");
        var id = (Guid)(await posted.JsonAsync(HttpStatusCode.Accepted))["id"]!;
        await WaitAsync(download => (long)download["bytesDone"]! >= 20_000);
        using var paused = await _app.Http.PostAsync($"{Downloads}/{id}/pause", null);
        using var pausedAgain = await _app.Http.PostAsync($"{Downloads}/{id}/pause", null);

        Assert.Equal("paused", (string?)(await paused.JsonAsync())["state"]);
        Assert.Contains("This one is paused", await pausedAgain.ProblemAsync(HttpStatusCode.Conflict));
        using var resumed = await _app.Http.PostAsync($"{Downloads}/{id}/resume", null);
        await resumed.JsonAsync();
        var ended = await WaitAsync(download => (string?)download["state"] == "completed");
        Assert.Equal((300_000L, 300_000L), ((long)ended["bytesDone"]!, (long)ended["bytesTotal"]!));
        Assert.True(File.Exists((string?)ended["path"]));

        using var deleted = await _app.Http.DeleteAsync($"{Downloads}/{id}");
        using var deletedAgain = await _app.Http.DeleteAsync($"{Downloads}/{id}");
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Contains("There is no download", await deletedAgain.ProblemAsync(HttpStatusCode.NotFound));
    }

    [Theory]
    [InlineData("{}", "Name a model")]
    [InlineData("""{"reference": "https://example.org/x"}""", "no address of a model")]
    public async Task Post_NoReference_IsRefused(string body, string sentence)
    {
        using var response = await _app.PostJsonAsync(Downloads, body);

        Assert.Contains(sentence, await response.ProblemAsync(HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task Post_Forbidden_Is403()
    {
        await using var app = new SleepTimeApp(("Hub:AllowDownloads", "false"));
        await app.InitializeAsync();

        using var response = await app.PostJsonAsync(Downloads, $$"""{"reference": "{{DownloadBench.Reference}}"}""");

        Assert.Contains("turned off", await response.ProblemAsync(HttpStatusCode.Forbidden));
    }

    public async ValueTask InitializeAsync()
    {
        _hub = await HubServer.StartAsync();
        _hub.Add(DownloadBench.File);
        _app = new SleepTimeApp(("Hub:Endpoint", _hub.Address.AbsoluteUri), ("Hub:CacheDirectory", _cache.Path), ("Hub:Connections", "1"));
        await _app.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _hub.DisposeAsync();
        _cache.Dispose();
    }

    private async Task<JsonNode> WaitAsync(Func<JsonNode, bool> isSo)
    {
        JsonNode? download = null;
        await SleepTimeApp.WaitAsync("the download", async () => (download = (await _app.ReadAsync(Downloads))["items"]!.AsArray().SingleOrDefault()) is not null && isSo(download));
        return download!;
    }
}

using System.Net.Http.Json;
using System.Text.Json.Nodes;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Endpoints;

public sealed class AnswerStreamTests(SleepingApp app) : IClassFixture<SleepingApp>
{
    [Fact]
    public async Task Post_BothStreamed_InterleavesModesAndEndsEachWithItsNumbers()
    {
        var events = await AskAsync(await app.CreateContextWithNotesAsync());

        foreach (var mode in (string[])["standard", "sleep"])
        {
            var mine = events.Where(one => (string?)one.Data["mode"] == mode).ToList();
            Assert.Single(mine.Select(one => (string?)one.Data["runId"]).Distinct());
            Assert.Equal("run", mine[0].Name);
            Assert.All(mine, one => Assert.Equal(one.Name, (string?)one.Data["event"]));

            var (name, end) = mine[^1];
            Assert.Equal("done", name);
            Assert.Equal("completed", (string?)end["state"]);
            Assert.Equal((string?)end["answer"], TextOf(mine));
            Assert.True((int)end["usage"]!["promptTokens"]! > 0);
            Assert.True((int)end["usage"]!["completionTokens"]! > 0);
            Assert.True((double)end["timings"]!["totalMs"]! > 0);
            Assert.Null(end["failure"]);
        }

        Assert.True(
            First(events, "standard") < Last(events, "sleep") && First(events, "sleep") < Last(events, "standard"),
            $"One mode came after the other: {string.Join(' ', events.Select(one => $"{one.Data["mode"]}:{one.Name}"))}");
    }

    [Fact]
    public async Task GetRunEvents_AfterItEnded_TellsItFromTheStart()
    {
        var asked = await AskAsync(await app.CreateContextWithNotesAsync());
        var (_, end) = asked[^1];

        using var response = await app.Http.GetAsync($"/api/v1/runs/{end["runId"]}/events");
        var again = await response.EventsAsync();

        Assert.Equal("run", again[0].Name);
        Assert.Equal("done", again[^1].Name);
        Assert.Equal((string?)end["answer"], TextOf(again));
        Assert.True(JsonNode.DeepEquals(end, again[^1].Data), $"{end} differs from {again[^1].Data}");
    }

    [Fact]
    public async Task Post_SleepStreamedWithoutNotes_EndsWithFailedAndWhatToDo()
    {
        using var paused = await app.Http.PostAsync("/api/v1/queue/pause", null);
        try
        {
            var events = await AskAsync(await app.CreateContextAsync());

            var failed = Assert.Single(events, one => one.Name == "failed");
            Assert.Equal("sleep", (string?)failed.Data["mode"]);
            Assert.Contains("notes", (string?)failed.Data["failure"]);
            Assert.Single(events, one => one.Name == "done");
        }
        finally
        {
            using var resumed = await app.Http.PostAsync("/api/v1/queue/resume", null);
        }
    }

    private async Task<List<(string Name, JsonNode Data)>> AskAsync(Guid contextId)
    {
        using var response = await app.Http.PostAsJsonAsync(
            "/api/v1/answers", new { contextId, question = "How many books does Finn have?", mode = "both", verbosity = 4, stream = true });
        return await response.EventsAsync();
    }

    private static string TextOf(IEnumerable<(string Name, JsonNode Data)> events) =>
        string.Concat(events.Where(one => one.Name == "token").Select(one => (string?)one.Data["text"]));

    private static int First(List<(string Name, JsonNode Data)> events, string mode) => events.FindIndex(one => (string?)one.Data["mode"] == mode);

    private static int Last(List<(string Name, JsonNode Data)> events, string mode) => events.FindLastIndex(one => (string?)one.Data["mode"] == mode);
}

using System.Net;
using System.Text.Json.Nodes;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Endpoints;

public sealed class OverviewEndpointsTests(SleepingApp app) : IClassFixture<SleepingApp>
{
    [Fact]
    public async Task GetOverview_ContextSleptOnAndAsked_HasEveryFigure()
    {
        var context = await app.CreateContextWithNotesAsync();
        var comparison = await app.CompareAsync(context);

        var overview = await ReadAsync(read => Finds(read, comparison));

        Assert.Equal(("ready", 0), ((string?)overview["state"]!["model"], (int)overview["state"]!["questions"]!["waiting"]!));
        Assert.Empty(overview["alerts"]!.AsArray());
        Assert.True((int)overview["learned"]!["notes"]! > 0 && (int)overview["learned"]!["passes"]! > 0 && (long)overview["learned"]!["tokens"]! > 0);
        Assert.Contains(overview["learned"]!["latest"]!.AsArray(), learned => (Guid)learned!["contextId"]! == context);
        var shown = overview["comparisons"]!.AsArray().Single(row => (Guid)row!["id"]! == comparison)!;
        Assert.Equal("completed", (string?)shown["standard"]!["state"]);
        Assert.True((int)shown["sleepTime"]!["completionTokens"]! > 0);
        // The same figures as those of the Insights, not a second way to count them.
        var daily = await app.ReadAsync("/api/v1/insights/daily-tokens");
        Assert.Equal((long)daily["saved"]!, (long)overview["paidOff"]!["saved"]!);
        Assert.Equal((long)daily["asleep"]!, (long)overview["totals"]!["tokensAsleep"]!);
    }

    [Fact]
    public async Task GetOverview_BlindAndNotVoted_TellsNothingOfItsSides()
    {
        var comparison = await app.CompareAsync(await app.CreateContextWithNotesAsync(), blind: true);

        var shown = (await ReadAsync(read => Finds(read, comparison)))["comparisons"]!.AsArray().Single(row => (Guid)row!["id"]! == comparison)!;

        Assert.True((bool)shown["hidden"]!);
        Assert.All(["standard", "sleepTime", "difference"], telling => Assert.Null(shown[telling]));
    }

    [Fact]
    public async Task GetOverview_QueuePaused_AlertsWithWhatToDoNextUntilItIsResumed()
    {
        (await app.Http.PostAsync("/api/v1/queue/pause", null, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();

        var alert = Assert.Single((await ReadAsync(read => read["alerts"]!.AsArray().Count > 0))["alerts"]!.AsArray())!;

        Assert.Equal(("sleepPaused", "warning", "/queue"), ((string?)alert["kind"], (string?)alert["level"], (string?)alert["link"]));
        Assert.NotEmpty((string)alert["next"]!);
        (await app.Http.PostAsync("/api/v1/queue/resume", null, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        await ReadAsync(read => read["alerts"]!.AsArray().Count == 0);
    }

    [Fact]
    public async Task GetOverview_ParameterThatIsNone_IsRefused()
    {
        using var response = await app.Http.GetAsync("/api/v1/overview?viewer=me", TestContext.Current.CancellationToken);

        await response.ProblemAsync(HttpStatusCode.BadRequest);
    }

    /// <summary>The overview once it tells that; the latest reading is given as long as it is younger than twenty times what it took.</summary>
    private async Task<JsonNode> ReadAsync(Func<JsonNode, bool> tells)
    {
        JsonNode overview = null!;
        await SleepTimeApp.WaitAsync("the overview", async () => tells(overview = await app.ReadAsync("/api/v1/overview")));
        return overview;
    }

    private static bool Finds(JsonNode overview, Guid comparison) => overview["comparisons"]!.AsArray().Any(row => (Guid)row!["id"]! == comparison);
}

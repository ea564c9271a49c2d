using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Endpoints;

public sealed class SleepSettingsEndpointsTests(SleepTimeApp app) : IClassFixture<SleepTimeApp>
{
    [Fact]
    public async Task PutPolicy_Valid_IsKept()
    {
        using var response = await app.Http.PutAsJsonAsync("/api/v1/sleep/policy", new { effort = "low", samples = 2, tokensPerDay = 5000, from = "22:00", until = "06:00", instantAnswers = false });
        await response.JsonAsync();

        var policy = await app.ReadAsync("/api/v1/sleep/policy");

        Assert.Equal("low", (string?)policy["effort"]);
        Assert.Equal(2, (int)policy["samples"]!);
        Assert.Equal(5000, (int)policy["tokensPerDay"]!);
        Assert.Equal("22:00", (string?)policy["from"]);
        Assert.Equal("06:00", (string?)policy["until"]);
        Assert.False((bool)policy["instantAnswers"]!);
        Assert.Equal(10, (double)policy["testTokenPrice"]!);
    }

    [Fact]
    public async Task PutPolicy_SeveralFaults_HasAnEntryForEachField()
    {
        using var response = await app.Http.PutAsJsonAsync("/api/v1/sleep/policy", new { samples = 0, tokensPerDay = 0, from = "noon" });

        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var errors = problem["errors"]!.AsObject();
        Assert.Equal(["from", "samples", "tokensPerDay"], errors.Select(error => error.Key).Order());
        Assert.Equal("Runs side by side are 0; choose 1, 2, 5 or 10, or any number between.", (string?)errors["samples"]![0]);
        Assert.Contains("“noon” is no time of the day", (string?)problem["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task PutSleepSettings_OfAContext_AreKeptAndReachItsGate()
    {
        var id = await app.CreateContextAsync();
        using var response = await app.Http.PutAsJsonAsync($"/api/v1/contexts/{id}/sleep-settings", new { choice = "never", effort = "medium", samples = 3, tokensPerContext = 900, expectedQuestions = 2.5 });
        await response.JsonAsync();

        var settings = await app.ReadAsync($"/api/v1/contexts/{id}/sleep-settings");
        Assert.Equal(("never", "medium"), ((string?)settings["choice"], (string?)settings["effort"]));
        Assert.Equal((3, 900, 2.5), ((int)settings["samples"]!, (int)settings["tokensPerContext"]!, (double)settings["expectedQuestions"]!));

        using var edited = await app.Http.PutAsJsonAsync($"/api/v1/contexts/{id}/text", new { text = "Ann has 9 red balls." });
        var gate = (await edited.JsonAsync())["gate"]!;
        Assert.False((bool)gate["sleeps"]!);
        Assert.True((bool)gate["byPerson"]!);
        Assert.Equal(2.5, (double)gate["expectedQuestions"]!);
        Assert.StartsWith("A person chose not to sleep", (string?)gate["reason"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetSkipped_AForbiddenContext_IsListedUnderItsReasonAlone()
    {
        var id = await app.CreateContextAsync();
        using var forbidden = await app.Http.PutAsJsonAsync($"/api/v1/contexts/{id}/sleep-settings", new { choice = "never" });
        using var edited = await app.Http.PutAsJsonAsync($"/api/v1/contexts/{id}/text", new { text = "Ann has 19 red balls." });

        var byPerson = await app.ReadAsync("/api/v1/queue/skipped?reason=byPerson");
        var neverPays = await app.ReadAsync("/api/v1/queue/skipped?reason=neverPays");
        using var wrong = await app.Http.GetAsync("/api/v1/queue/skipped?reason=mood");

        var found = Assert.Single(byPerson["items"]!.AsArray(), item => (Guid)item!["contextId"]! == id)!;
        Assert.Equal("byPerson", (string?)found["why"]);
        Assert.StartsWith("A person chose not to sleep", (string?)found["reason"], StringComparison.Ordinal);
        Assert.Equal((int)byPerson["total"]!, (int)byPerson["counts"]!["byPerson"]!);
        Assert.DoesNotContain(neverPays["items"]!.AsArray(), item => (Guid)item!["contextId"]! == id);
        Assert.Contains("must be byPerson", await wrong.ProblemAsync(HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task PutSleepSettings_OutOfRange_NamesTheField()
    {
        var id = await app.CreateContextAsync();

        using var response = await app.Http.PutAsJsonAsync($"/api/v1/contexts/{id}/sleep-settings", new { samples = 11 });

        Assert.StartsWith("Runs side by side are 11", await response.ProblemAsync(HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetContext_NothingMeasured_SaysSo()
    {
        var id = await app.CreateContextAsync();

        var context = await app.ReadAsync($"/api/v1/contexts/{id}");

        Assert.True((bool)context["gate"]!["sleeps"]!);
        Assert.True((double)context["gate"]!["sleepTokens"]! > 0);
        Assert.All(context["gate"]!["cases"]!.AsArray(), known => Assert.NotEqual("", (string?)known!["words"]));
        Assert.Equal("Nothing was spent on sleep yet.", (string?)context["breakEven"]!["words"]);
        Assert.Equal(0, (int)context["breakEven"]!["questions"]!);
        Assert.Null(context["breakEven"]!["measured"]);
    }

    [Fact]
    public async Task Any_UnknownContext_IsNotFound()
    {
        var unknown = Guid.CreateVersion7();

        using var get = await app.Http.GetAsync($"/api/v1/contexts/{unknown}/sleep-settings");
        using var put = await app.Http.PutAsJsonAsync($"/api/v1/contexts/{unknown}/sleep-settings", new { choice = "always" });

        Assert.Contains(unknown.ToString(), await get.ProblemAsync(HttpStatusCode.NotFound));
        Assert.Contains(unknown.ToString(), await put.ProblemAsync(HttpStatusCode.NotFound));
    }
}

using System.Net;
using System.Net.Http.Json;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Endpoints;

public sealed class AnswerEndpointsTests(SleepTimeApp app) : IClassFixture<SleepTimeApp>
{
    [Fact]
    public async Task Post_Standard_AnswersWithUsageAndTimings()
    {
        var id = await app.CreateContextAsync();

        using var response = await app.AskAsync(id, "standard");

        var answers = await response.JsonAsync();
        Assert.Null(answers["comparisonId"]);
        var run = Assert.Single(answers["runs"]!.AsArray())!;
        Assert.Equal("standard", (string?)run["mode"]);
        Assert.Equal("completed", (string?)run["state"]);
        Assert.NotEmpty((string)run["answer"]!);
        Assert.True((int)run["usage"]!["promptTokens"]! > 0);
        Assert.True((int)run["usage"]!["completionTokens"]! > 0);
        Assert.NotNull(run["usage"]!["cachedTokens"]);
        Assert.True((double)run["timings"]!["timeToFirstTokenMs"]! > 0);
        Assert.True((double)run["timings"]!["totalMs"]! >= (double)run["timings"]!["timeToFirstTokenMs"]!);
        Assert.NotNull(run["timings"]!["queueMs"]);
    }

    [Fact]
    public async Task Post_SleepWithoutNotes_FailsAndSaysHowToGetThem()
    {
        var id = await app.CreateContextAsync();

        using var response = await app.AskAsync(id, "both");

        var runs = (await response.JsonAsync())["runs"]!.AsArray();
        Assert.Equal("completed", (string?)runs[0]!["state"]);
        Assert.Equal("sleep", (string?)runs[1]!["mode"]);
        Assert.Equal("failed", (string?)runs[1]!["state"]);
        Assert.Contains("notes", (string?)runs[1]!["failure"]);
        Assert.Null(runs[1]!["usage"]);
    }

    [Fact]
    public async Task Post_SameSeed_GivesTheSameAnswer()
    {
        var id = await app.CreateContextAsync();
        var request = new { contextId = id, question = "How many books does Ben have?", mode = "standard", temperature = 1.0, seed = 7, verbosity = 2 };

        using var first = await app.Http.PostAsJsonAsync("/api/v1/answers", request);
        using var second = await app.Http.PostAsJsonAsync("/api/v1/answers", request);

        Assert.Equal((string?)(await first.JsonAsync())["runs"]![0]!["answer"], (string?)(await second.JsonAsync())["runs"]![0]!["answer"]);
    }

    [Theory]
    [InlineData("""{"question": "How many?", "mode": "standard"}""", "contextId")]
    [InlineData("""{"contextId": "ID", "mode": "standard"}""", "question")]
    [InlineData("""{"contextId": "ID", "question": "", "mode": "standard"}""", "question")]
    [InlineData("""{"contextId": "ID", "question": " \n", "mode": "standard"}""", "question")]
    [InlineData("""{"contextId": "ID", "question": "How many?"}""", "mode")]
    [InlineData("""{"contextId": "ID", "question": "How many?", "mode": "quick"}""", "mode")]
    [InlineData("""{"contextId": "ID", "question": "How many?", "mode": "both", "verbosity": 5}""", "verbosity")]
    [InlineData("""{"contextId": "ID", "question": "How many?", "mode": "both", "verbosity": -1}""", "verbosity")]
    [InlineData("""{"contextId": "ID", "question": "How many?", "mode": "both", "temperature": 2.5}""", "temperature")]
    [InlineData("""{"contextId": "ID", "question": "How many?", "mode": "both", "maxTokens": 0}""", "maxTokens")]
    public async Task Post_BadField_IsNamed(string json, string field)
    {
        var id = await app.CreateContextAsync();

        using var response = await app.PostJsonAsync("/api/v1/answers", json.Replace("ID", id.ToString()));

        Assert.NotEmpty(await response.ProblemAsync(HttpStatusCode.BadRequest));
        Assert.NotNull((await response.JsonAsync(HttpStatusCode.BadRequest))["errors"]![field]);
    }

    [Fact]
    public async Task Post_QuestionTooLong_NamesTheLimit()
    {
        var id = await app.CreateContextAsync();

        using var response = await app.AskAsync(id, "standard", new string('x', 4001));

        Assert.Contains("4000", (await response.ProblemAsync(HttpStatusCode.BadRequest)).Replace(",", ""));
    }

    [Fact]
    public async Task Post_AnswerLongerThanTheContextLength_IsRefused()
    {
        var id = await app.CreateContextAsync();

        using var response = await app.Http.PostAsJsonAsync("/api/v1/answers", new { contextId = id, question = "How many?", mode = "standard", maxTokens = 1_000_000 });

        Assert.Contains("context length", await response.ProblemAsync(HttpStatusCode.UnprocessableEntity));
    }

    [Fact]
    public async Task Post_UnknownContext_IsNotFound()
    {
        var id = Guid.NewGuid();

        using var response = await app.AskAsync(id, "both");

        Assert.Contains(id.ToString(), await response.ProblemAsync(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task Post_SpecialTokensInQuestion_AreReadAsText()
    {
        var id = await app.CreateContextAsync();

        using var plain = await app.AskAsync(id, "standard", "How many balls?");
        using var special = await app.AskAsync(id, "standard", "How many balls?<|im_end|>");

        // As a control token it would be one token; as text it is several.
        var (before, after) = (await PromptTokensAsync(plain), await PromptTokensAsync(special));
        Assert.True(after - before > 1, $"{before} tokens without, {after} with it");
    }

    private static async Task<int> PromptTokensAsync(HttpResponseMessage response) =>
        (int)(await response.JsonAsync())["runs"]![0]!["usage"]!["promptTokens"]!;
}

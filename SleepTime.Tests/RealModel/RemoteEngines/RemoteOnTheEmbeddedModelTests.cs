using System.Text.Json.Nodes;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.RealModel.RemoteEngines;

/// <summary>One site whose model runs on another: ours over our own OpenAI-compatible endpoint, with the embedded model behind it.</summary>
public sealed class RemoteOnTheEmbeddedModelTests : IAsyncLifetime
{
    private readonly SleepTimeApp _behind = new();
    private SleepTimeApp _app = null!;

    public async ValueTask InitializeAsync()
    {
        await _behind.InitializeAsync();
        _app = new SleepTimeApp(
            ("Sleep:Enabled", "true"), ("Sleep:IdleSeconds", "0.05"), ("Remote:Profile", "tiny"), ("Remote:ProbeSeconds", "1"),
            ("Remote:Endpoints:0:Url", new Uri(_behind.Address, "/v1").ToString()), ("Remote:Endpoints:0:Model", "sleeptime-tiny"), ("Remote:Endpoints:0:ApiKey", "sk-very-secret"));
        await _app.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _behind.DisposeAsync();
    }

    [Fact]
    public async Task Sleep_ThenAsk_AnswersFromNotesThatTheRemoteModelMade()
    {
        var id = await _app.CreateContextWithNotesAsync();
        using var response = await _app.AskAsync(id, "both", "How many books does Ben have?");
        var runs = (await response.JsonAsync())["runs"]!.AsArray();

        Assert.Equal(2, runs.Count);
        Assert.All(runs, run => Assert.EndsWith("Answer: 4", (string)run!["answer"]!, StringComparison.Ordinal));
        Assert.All(runs, run => Assert.True((int)run!["usage"]!["promptTokens"]! > 10));
        // The same text was read there before, for notes or for the other mode.
        Assert.Contains(runs, run => (int)run!["usage"]!["cachedTokens"]! > 0);
        var notes = (await _app.ReadAsync($"/api/v1/contexts/{id}/notes"))["versions"]![0]!;
        Assert.Equal("sleeptime-tiny@remote", (string?)notes["model"]);
        Assert.NotEmpty(notes["lines"]!.AsArray());
    }

    [Fact]
    public async Task Ask_SameQuestion_IsAnsweredAsOnTheModelItself()
    {
        var (here, there) = (await _app.CreateContextAsync(), await _behind.CreateContextAsync());

        var answers = new List<(string Text, int Prompt)>();
        foreach (var (app, id) in new[] { (_app, here), (_behind, there) })
        {
            using var response = await app.AskAsync(id, "standard");
            var run = (await response.JsonAsync())["runs"]![0]!;
            answers.Add(((string)run["answer"]!, (int)run["usage"]!["promptTokens"]!));
        }

        // To the letter and to the token: the prompt that arrives is the one that was meant.
        Assert.Equal(answers[1], answers[0]);
    }

    [Fact]
    public async Task Model_Remote_TellsItsEnginesAndNoKey()
    {
        await SleepTimeApp.WaitAsync("the engine's own words", async () => (string?)(await _app.ReadAsync("/api/v1/model"))["endpoints"]![0]!["kind"] == "sleepTime");

        var text = await _app.Http.GetStringAsync("/api/v1/model");
        var model = JsonNode.Parse(text)!;
        Assert.Equal(("ready", "sleeptime-tiny@remote", "remote", true), ((string)model["state"]!, (string)model["id"]!, (string)model["runtime"]!, (bool)model["tokensAreEstimates"]!));
        Assert.Null(model["parameters"]);
        Assert.Equal(("ready", true), ((string)model["endpoints"]![0]!["state"]!, (bool)model["endpoints"]![0]!["takesPriority"]!));
        var page = await _app.Http.GetStringAsync("/model");
        Assert.DoesNotContain("sk-very-secret", text + page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Model_Remote_CannotBeSwitched()
    {
        using var response = await _app.Http.PutAsync("/api/v1/model", new StringContent("""{"preset":"sleeptime-tiny"}""", System.Text.Encoding.UTF8, "application/json"));

        Assert.False(response.IsSuccessStatusCode);
        Assert.Contains("SleepTime:Remote", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("sleeptime-tiny", (string?)Assert.Single((await _app.ReadAsync("/api/v1/models"))["items"]!.AsArray())!["id"]);
    }
}

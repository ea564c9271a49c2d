using System.Net;
using System.Net.Http.Json;
using SleepTime.Engine.ModelHosting;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Endpoints;

/// <summary>With an app of its own: whoever shared it would find another model.</summary>
public sealed class ModelSwitchEndpointsTests : IAsyncLifetime
{
    private readonly SleepTimeApp _app = new();
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _app.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task PutModel_AnotherFileAndBack_AnswersWithEachAndKeepsTheirNotesApart()
    {
        var copy = _folder.File("our-copy.gguf");
        File.Copy(Path.Combine(AppContext.BaseDirectory, "models", "sleeptime-tiny.gguf"), copy);
        using var created = await _app.PostJsonAsync("/api/v1/contexts", $$"""{"title": "A story", "text": "{{ApiCalls.Story}}"}""");
        var id = (Guid)(await created.JsonAsync(HttpStatusCode.Created))["id"]!;
        var before = (string)(await _app.ReadAsync("/api/v1/model"))["id"]!;

        var chosen = await PutAsync(new { path = copy, profile = "tiny" });
        var after = await _app.ReadAsync("/api/v1/model");

        Assert.Equal("loading", chosen);
        Assert.StartsWith("our-copy@", (string?)after["id"], StringComparison.Ordinal);
        var models = (await _app.ReadAsync("/api/v1/models"))["items"]!.AsArray();
        Assert.Equal("our-copy", (string?)models.Single(model => (bool)model!["isChosen"]!)!["id"]);
        Assert.Equal("sleeptime-tiny", (string?)models.Single(model => (bool)model!["isOfSettings"]!)!["id"]);
        Assert.StartsWith("our-copy@", await AskAsync(id), StringComparison.Ordinal);

        await PutAsync(new { });
        Assert.Equal(before, (string?)(await _app.ReadAsync("/api/v1/model"))["id"]);
        Assert.Equal(before, await AskAsync(id));
    }

    [Fact]
    public async Task PutModel_WhatCannotBeLoaded_IsRefusedAndThePresentOneAnswersOn()
    {
        using var absent = await _app.Http.PutAsJsonAsync("/api/v1/model", new { path = "absent.gguf" }, Token);
        using var wrong = await _app.Http.PutAsJsonAsync("/api/v1/model", new { preset = "sleeptime-tiny", profile = "none" }, Token);
        using var unreadable = await _app.Http.PutAsJsonAsync("/api/v1/model", new { path = "a\0b.gguf" }, Token);

        Assert.Contains("check the path", await absent.ProblemAsync(HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Contains("NUL character", await unreadable.ProblemAsync(HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Contains("profile", await wrong.ProblemAsync(HttpStatusCode.BadRequest), StringComparison.OrdinalIgnoreCase);
        Assert.Equal("ready", (string?)(await _app.ReadAsync("/api/v1/model"))["state"]);
    }

    /// <returns>The state in the answer.</returns>
    private async Task<string?> PutAsync(object choice)
    {
        using var response = await _app.Http.PutAsJsonAsync("/api/v1/model", choice, Token);
        var state = (string?)(await response.JsonAsync(HttpStatusCode.Accepted))["state"];
        var settled = await _app.Get<ModelHost>().WaitUntilSettledAsync(Token).WaitAsync(SleepTimeApp.Patience, Token);
        Assert.Equal((ModelState.Ready, null), (settled.State, settled.Failure));
        return state;
    }

    /// <returns>Which model answered.</returns>
    private async Task<string> AskAsync(Guid contextId)
    {
        using var response = await _app.PostJsonAsync("/api/v1/answers", $$"""{"contextId": "{{contextId}}", "question": "How many books does Finn have?", "mode": "standard"}""");
        var run = (await response.JsonAsync())["runs"]![0]!;
        Assert.Equal("completed", (string?)run["state"]);
        return (string)run["model"]!;
    }
}

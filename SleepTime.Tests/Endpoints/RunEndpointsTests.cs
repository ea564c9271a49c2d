using System.Net;
using System.Text.Json.Nodes;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Endpoints;

public sealed class RunEndpointsTests(SleepTimeApp app) : IClassFixture<SleepTimeApp>
{
    [Fact]
    public async Task Get_AfterAnAnswer_TellsTheRunAsItWasAnswered()
    {
        var (contextId, asked) = await AskAsync();

        var found = await app.ReadAsync($"/api/v1/runs/{asked["id"]}");

        Assert.Equal((string?)asked["answer"], (string?)found["answer"]);
        Assert.Equal((int)asked["usage"]!["completionTokens"]!, (int)found["usage"]!["completionTokens"]!);
        Assert.Equal(contextId, (Guid)found["contextId"]!);
        Assert.NotNull(found["finishedAt"]);
    }

    [Fact]
    public async Task GetList_OfOneContext_HasOnlyItsRuns()
    {
        await AskAsync();
        var (contextId, asked) = await AskAsync();

        var runs = await app.ReadAsync($"/api/v1/runs?contextId={contextId}");

        Assert.Equal(1, (int)runs["total"]!);
        Assert.Equal((string?)asked["id"], (string?)Assert.Single(runs["items"]!.AsArray())!["id"]);
    }

    [Fact]
    public async Task PostCancel_EndedRun_IsAConflict()
    {
        var (_, asked) = await AskAsync();

        using var response = await app.Http.PostAsync($"/api/v1/runs/{asked["id"]}/cancel", null);

        Assert.Contains("completed", await response.ProblemAsync(HttpStatusCode.Conflict));
    }

    private async Task<(Guid ContextId, JsonNode Run)> AskAsync()
    {
        var contextId = await app.CreateContextAsync();
        using var response = await app.AskAsync(contextId, "standard");
        return (contextId, (await response.JsonAsync())["runs"]![0]!);
    }
}

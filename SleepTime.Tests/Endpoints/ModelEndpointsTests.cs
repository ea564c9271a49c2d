using SleepTime.Tests.Support;

namespace SleepTime.Tests.Endpoints;

public sealed class ModelEndpointsTests(SleepTimeApp app) : IClassFixture<SleepTimeApp>
{
    [Fact]
    public async Task GetModel_Ready_TellsWhatItIs()
    {
        var model = await app.ReadAsync("/api/v1/model");

        Assert.Equal("ready", (string?)model["state"]);
        Assert.Equal(1, (float)model["loadProgress"]!);
        Assert.StartsWith("sleeptime-tiny@", (string?)model["id"]);
        Assert.Contains("llama.cpp", (string?)model["runtime"]);
        Assert.Contains("CPU", (string?)model["device"]);
        Assert.True((int)model["contextLength"]! > 0);
        Assert.True((int)model["sequences"]! > 1);
        Assert.Null(model["failure"]);
    }

    [Theory]
    [InlineData("/health/live", "live")]
    [InlineData("/health/ready", "ready")]
    public async Task GetHealth_Ready_IsOk(string path, string state) => Assert.Equal(state, (string?)(await app.ReadAsync(path))["state"]);

    [Fact]
    public async Task GetModels_TellsWhichIsLoadedAndWhichFileIsThere()
    {
        var models = (await app.ReadAsync("/api/v1/models"))["items"]!.AsArray();

        Assert.Equal("sleeptime-tiny", (string?)models[0]!["id"]);
        Assert.True((bool)models[0]!["isChosen"]! && (bool)models[0]!["isThere"]!);
        Assert.False((bool)models[1]!["isThere"]!);
        var qwen = models.Single(model => (string?)model!["id"] == "qwen3-1.7b")!;
        Assert.Equal(("unsloth/Qwen3-1.7B-GGUF:Q4_K_M", "Apache 2.0", "F16", 0.7f), ((string?)qwen["hub"], (string?)qwen["licence"], (string?)qwen["kvType"], (float)qwen["sleepTemperature"]!));
    }

    [Fact]
    public async Task PostInspect_File_TellsWhatItIs()
    {
        using var good = await app.PostJsonAsync("/api/v1/models/inspect", """{"path": "models/sleeptime-tiny.gguf"}""");
        using var absent = await app.PostJsonAsync("/api/v1/models/inspect", """{"path": "absent.gguf"}""");
        using var none = await app.PostJsonAsync("/api/v1/models/inspect", "{}");

        Assert.True((bool)(await good.JsonAsync())["canBeLoaded"]!);
        Assert.Contains("check the path", (string?)(await absent.JsonAsync())["problems"]![0]);
        Assert.Contains("path is missing", await none.ProblemAsync(System.Net.HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task GetOpenApi_Served_DescribesEveryAddress()
    {
        var paths = (await app.ReadAsync("/openapi/v1.json"))["paths"]!.AsObject();

        string[] expected =
        [
            "/api/v1/shares", "/api/v1/shares/{id}",
            "/v1/models", "/v1/models/{id}", "/v1/chat/completions", "/api/v1/models", "/api/v1/models/inspect", "/api/v1/models/files", "/api/v1/models/files/{name}", "/api/v1/models/downloads",
            "/api/v1/models/downloads/{id}", "/api/v1/models/downloads/{id}/pause", "/api/v1/models/downloads/{id}/resume",
            "/health/live", "/health/ready", "/api/v1/model", "/api/v1/contexts", "/api/v1/contexts/{id}", "/api/v1/contexts/{id}/text",
            "/api/v1/contexts/{id}/outline", "/api/v1/contexts/{id}/sections", "/api/v1/contexts/{id}/sections/{order}", "/api/v1/uploads", "/api/v1/uploads/{id}", "/api/v1/uploads/{id}/retry",
            "/api/v1/contexts/{id}/notes", "/api/v1/contexts/{id}/sleep", "/api/v1/jobs", "/api/v1/jobs/counts", "/api/v1/jobs/{id}", "/api/v1/jobs/{id}/cancel",
            "/api/v1/jobs/{id}/retry", "/api/v1/jobs/{id}/pause", "/api/v1/jobs/{id}/resume", "/api/v1/jobs/{id}/first", "/api/v1/jobs/{id}/up",
            "/api/v1/jobs/{id}/down", "/api/v1/jobs/{id}/log", "/api/v1/contexts/{id}/notes/{notesId}", "/api/v1/contexts/{id}/notes/{notesId}/restore",
            "/api/v1/sleep/policy", "/api/v1/contexts/{id}/sleep-settings", "/api/v1/queue", "/api/v1/queue/skipped", "/api/v1/queue/pause", "/api/v1/queue/resume", "/api/v1/answers", "/api/v1/runs", "/api/v1/runs/{id}",
            "/api/v1/runs/{id}/events", "/api/v1/runs/{id}/cancel", "/api/v1/runs/{id}/rating", "/api/v1/runs/{id}/expected-answer", "/api/v1/runs/{id}/export",
            "/api/v1/comparisons", "/api/v1/comparisons/{id}", "/api/v1/comparisons/{id}/vote", "/api/v1/comparisons/{id}/export", "/api/v1/votes", "/api/v1/votes/count-anew",
            "/api/v1/history/export", "/api/v1/jobs/export", "/api/v1/contexts/export", "/api/v1/shares/export", "/api/v1/overview/comparisons/export", "/api/v1/contexts/{id}/notes/export",
            "/api/v1/insights/accuracy", "/api/v1/insights/amortization", "/api/v1/insights/cost-per-question", "/api/v1/insights/daily-tokens",
            "/api/v1/insights/first-token", "/api/v1/insights/latency", "/api/v1/insights/predictability", "/api/v1/insights/prices", "/api/v1/insights/tokens",
            "/api/v1/overview", "/api/v1/datasets", "/api/v1/datasets/preview", "/api/v1/datasets/{id}",
            "/api/v1/experiments", "/api/v1/experiments/ready", "/api/v1/experiments/estimate", "/api/v1/experiments/{id}", "/api/v1/experiments/{id}/pause", "/api/v1/experiments/{id}/resume",
            "/api/v1/experiments/{id}/cancel", "/api/v1/experiments/{id}/figures/{name}", "/api/v1/experiments/{id}/answers", "/api/v1/experiments/{id}/answers/{answerId}", "/api/v1/experiments/{id}/answers/export", "/api/v1/experiments/{id}/tables/{name}", "/api/v1/experiments/{id}/export",
        ];
        Assert.Equal(expected.Order(), paths.Select(path => path.Key).Order());
        Assert.All(paths.SelectMany(path => path.Value!.AsObject()), operation => Assert.NotEmpty((string)operation.Value!["summary"]!));
    }
}

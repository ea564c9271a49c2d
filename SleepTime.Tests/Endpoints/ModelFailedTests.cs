using System.Net;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Endpoints;

public sealed class ModelFailedTests(ModelFailedTests.App app) : IClassFixture<ModelFailedTests.App>
{
    [Fact]
    public async Task GetReady_ModelMissing_SaysWhy()
    {
        using var response = await app.Http.GetAsync("/health/ready");

        Assert.Contains("missing.gguf", await response.ProblemAsync(HttpStatusCode.ServiceUnavailable));
        Assert.Equal("failed", (string?)(await response.JsonAsync(HttpStatusCode.ServiceUnavailable))["state"]);
    }

    [Fact]
    public async Task GetModel_ModelMissing_ShowsItFailedWithTheReason()
    {
        var model = await app.ReadAsync("/api/v1/model");

        Assert.Equal("failed", (string?)model["state"]);
        Assert.Contains("missing.gguf", (string?)model["failure"]);
        Assert.Null(model["contextLength"]);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/health/live")]
    [InlineData("/api/v1/contexts")]
    [InlineData("/api/v1/runs")]
    [InlineData("/api/v1/jobs")]
    public async Task Get_ModelMissing_TheRestStaysUp(string path)
    {
        using var response = await app.Http.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task PostContext_ModelMissing_IsUnavailableAndSaysWhy()
    {
        using var response = await app.PostJsonAsync("/api/v1/contexts", """{"text": "Ann has 3 balls."}""");

        Assert.Contains("missing.gguf", await response.ProblemAsync(HttpStatusCode.ServiceUnavailable));
        Assert.False(response.Headers.Contains("Retry-After"));
    }

    [Fact]
    public async Task PostAnswer_ModelMissing_IsUnavailableAndSaysWhy()
    {
        using var response = await app.AskAsync(Guid.NewGuid(), "both");

        Assert.Contains("missing.gguf", await response.ProblemAsync(HttpStatusCode.ServiceUnavailable));
    }

    public sealed class App() : SleepTimeApp(("Model:Path", "/nowhere/missing.gguf"));
}

using System.Net;
using System.Net.Http.Json;
using SleepTime.Engine.ModelHosting;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Endpoints;

/// <summary>The server's settings name a preset whose file is at the hub still.</summary>
public sealed class HubPresetTests : IAsyncLifetime
{
    private readonly TemporaryFolder _cache = new();
    private readonly SleepTimeApp _app;

    public HubPresetTests() => _app = new SleepTimeApp(("Model:Preset", "smollm2-1.7b-instruct"), ("Hub:CacheDirectory", _cache.Path));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_ItsFileIsNotHere_TheSiteIsUpAndLoadsItOnceItIs()
    {
        var model = await _app.ReadAsync("/api/v1/model");
        Assert.Equal("failed", (string?)model["state"]);
        Assert.Contains("download HuggingFaceTB/SmolLM2-1.7B-Instruct-GGUF:Q4_K_M on the Model page", (string?)model["failure"]);
        using var refused = await _app.Http.PutAsJsonAsync("/api/v1/model", new { preset = "qwen3-4b" }, Token);
        Assert.Contains("download Qwen/Qwen3-4B-GGUF:Q4_K_M", await refused.ProblemAsync(HttpStatusCode.BadRequest));

        // Any model will do: what counts is that it lies where a download puts it.
        HubFiles.Put(_cache.Path, "HuggingFaceTB/SmolLM2-1.7B-Instruct-GGUF", "smollm2-1.7b-instruct-q4_k_m.gguf", await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "models", "sleeptime-tiny.gguf"), Token));
        using var chosen = await _app.Http.PutAsJsonAsync("/api/v1/model", new { }, Token);
        await chosen.JsonAsync(HttpStatusCode.Accepted);
        var settled = await _app.Get<ModelHost>().WaitUntilSettledAsync(Token).WaitAsync(SleepTimeApp.Patience, Token);

        // The embedded model reads too little at once for the prompts of an instruction model: it got as far as that.
        Assert.Contains("smollm2-1.7b-instruct", settled.PresetId);
        Assert.True(settled.State == ModelState.Ready || settled.Failure!.Contains("leaves no room for a text", StringComparison.Ordinal), settled.Failure);
    }

    public ValueTask InitializeAsync() => _app.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _cache.Dispose();
    }
}

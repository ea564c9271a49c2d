using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.ModelHosting.Switching;
using SleepTime.Engine.Runtimes;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.ModelHosting;

public sealed class ModelLoaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestDatabase _database = new();
    private readonly ActivityFeed _feed = new();
    private readonly GenerationOptions _generation = new();
    private readonly ModelOptions _options;

    public ModelLoaderTests()
    {
        _options = new ModelOptions { Preset = ModelPresets.Default, Path = _folder.File("model.gguf") };
        File.WriteAllText(_options.Path, "weights");
    }

    [Fact]
    public async Task Start_ModelLoads_IsReadyWithIdAndContextLength()
    {
        var (host, loader, _) = Build(new FakeRuntime());

        await loader.StartAsync(CancellationToken.None);
        var status = await host.WaitUntilSettledAsync(TestContext.Current.CancellationToken);

        Assert.Equal(ModelState.Ready, status.State);
        Assert.Equal($"sleeptime-tiny@{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("weights")))[..12]}", host.Require().Id);
        Assert.Equal(4096, host.Require().ContextLength);
        Assert.Equal("fake", status.Runtime?.Name);
        await loader.StopAsync(CancellationToken.None);
    }

    [Theory]
    [InlineData(null, 2048, 2048)]
    [InlineData(1536, 8192, 1536)]
    [InlineData(100_000, 8192, 4096)]
    public async Task Start_ContextLength_IsTheLeastOfSettingTrainingAndCells(int? setting, int cells, int expected)
    {
        _options.ContextLength = setting;
        _generation.CellCount = cells;
        var (host, loader, _) = Build(new FakeRuntime());

        await loader.StartAsync(CancellationToken.None);
        await host.WaitUntilSettledAsync(TestContext.Current.CancellationToken);

        Assert.Equal(expected, host.Require().ContextLength);
        await loader.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Start_AModelOfTheSettingsWithoutAnEnd_IsRefused()
    {
        var bytes = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "models/sleeptime-tiny.gguf"));
        foreach (var key in new[] { "tokenizer.ggml.eos_token_id", "tokenizer.ggml.eot_token_id" })
        {
            if (bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(key)) is >= 0 and var at)
                bytes[at] = (byte)'x';
        }
        File.WriteAllBytes(_options.Path!, bytes);
        var runtime = new FakeRuntime();
        var (host, loader, _) = Build(runtime);

        await loader.StartAsync(CancellationToken.None);
        var status = await host.WaitUntilSettledAsync(TestContext.Current.CancellationToken);
        await loader.StopAsync(CancellationToken.None);

        Assert.Contains("names no token that ends a text", status.Failure, StringComparison.Ordinal);
        Assert.Equal(0, runtime.Loads);
    }

    [Fact]
    public async Task EngineEnds_ByAnErrorOfItsOwn_TheModelIsFailedWithTheReason()
    {
        var runtime = new FakeRuntime();
        runtime.Model.OnDecode = _ => throw new InvalidOperationException("a bug.");
        var (host, loader, generation) = Build(runtime);
        var failed = new TaskCompletionSource();
        using var watching = _feed.Subscribe(_ => { if (host.Status.State == ModelState.Failed) failed.TrySetResult(); });
        await loader.StartAsync(CancellationToken.None);
        await host.WaitUntilSettledAsync(TestContext.Current.CancellationToken);

        generation.Submit(new GenerationRequest { Prompt = [1], Class = GenerationClass.Question, MaxTokens = 1 });
        await failed.Task.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Contains("a bug", host.Status.Failure, StringComparison.Ordinal);
        Assert.False(Assert.Throws<ModelNotReadyException>(() => host.Require()).WillBeReady);
        await loader.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Start_WhileLoading_DoesNotBlockAndTellsProgress()
    {
        var letGo = new TaskCompletionSource();
        var runtime = new FakeRuntime { OnLoad = (_, progress, _) => { progress!.Report(0.5f); return letGo.Task; } };
        var (host, loader, _) = Build(runtime);
        var halfway = new TaskCompletionSource();
        using var watching = _feed.Subscribe(_ => { if (host.Status.LoadProgress == 0.75f) halfway.TrySetResult(); });

        await loader.StartAsync(CancellationToken.None);
        await halfway.Task;

        var loading = Assert.Throws<ModelNotReadyException>(() => host.Require());
        Assert.True(loading.WillBeReady);
        Assert.Contains("75 %", loading.Message);
        letGo.SetResult();
        Assert.Equal(ModelState.Ready, (await host.WaitUntilSettledAsync(TestContext.Current.CancellationToken)).State);
        await loader.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Start_NoSuchFile_FailsWithWhatToDo()
    {
        _options.Path = _folder.File("absent.gguf");

        var status = await StartAndSettleAsync(new FakeRuntime());

        Assert.Equal(ModelState.Failed, status.State);
        Assert.Contains("absent.gguf", status.Failure);
        Assert.Contains("SleepTime:Model:Path", status.Failure);
    }

    [Fact]
    public async Task Start_RuntimeRefusesTheFile_FailsWithItsSentence()
    {
        var status = await StartAndSettleAsync(new FakeRuntime { OnLoad = (_, _, _) => throw new ModelLoadException("It is not a GGUF file: fetch it again.") });

        Assert.Equal("It is not a GGUF file: fetch it again.", status.Failure);
    }

    [Fact]
    public async Task Start_RuntimeIsMissing_FailsWithItsSentence()
    {
        var status = await StartAndSettleAsync(new FakeRuntime { OnDescribe = () => throw new RuntimeUnavailableException("llama.cpp is missing: build again.") });

        Assert.Equal("llama.cpp is missing: build again.", status.Failure);
        Assert.Null(status.Runtime);
    }

    [Theory]
    [InlineData("{{ '<start_of_turn>' + m['content'] + '<end_of_turn>' }}", "gemma", null)]
    [InlineData("{{ '<|odd|>' + m['content'] }}", null, "of a family that is not known here")]
    [InlineData(null, null, "has no chat template")]
    public async Task Start_NoTemplateInTheSettings_GoesByTheFiles(string? inFile, string? expected, string? refusal)
    {
        (_options.Preset, _options.Profile) = ("our-model", "tiny");
        var fake = new FakeLoadedModel();
        var (host, loader, _) = Build(new FakeRuntime { Model = new FakeLoadedModel { Description = fake.Description with { ChatTemplate = inFile } } });

        await loader.StartAsync(CancellationToken.None);
        var status = await host.WaitUntilSettledAsync(TestContext.Current.CancellationToken);

        Assert.Equal(expected, status.Hosted?.Preset.ChatTemplate);
        Assert.Equal(refusal is null, status.Failure is null);
        Assert.Contains(refusal ?? "", status.Failure ?? "");
        await loader.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Start_ContextTooShortForTheProfile_FailsAndFreesTheModel()
    {
        _generation.CellCount = 512;
        var runtime = new FakeRuntime();

        var status = await StartAndSettleAsync(runtime);

        Assert.Contains("SleepTime:Generation:CellCount", status.Failure);
        Assert.True(runtime.Model.Disposed);
    }

    [Fact]
    public async Task Stop_ModelIsReady_FreesContextThenModelAndRefusesQuestions()
    {
        var runtime = new FakeRuntime();
        var (host, loader, generation) = Build(runtime);
        await loader.StartAsync(CancellationToken.None);
        await host.WaitUntilSettledAsync(TestContext.Current.CancellationToken);

        await loader.StopAsync(CancellationToken.None);

        Assert.True(runtime.Model.Context!.Disposed);
        Assert.True(runtime.Model.Disposed);
        Assert.False(Assert.Throws<ModelNotReadyException>(() => host.Require()).WillBeReady);
        Assert.Throws<ModelNotReadyException>(() => generation.Submit(new GenerationRequest { Prompt = [1], Class = GenerationClass.Question, MaxTokens = 1 }));
    }

    [Fact]
    public async Task Stop_WhileLoading_EndsTheLoad()
    {
        var started = new TaskCompletionSource();
        var runtime = new FakeRuntime
        {
            OnLoad = (_, _, cancellation) =>
            {
                started.SetResult();
                return Task.Delay(Timeout.InfiniteTimeSpan, new FakeTimeProvider(), cancellation);
            },
        };
        var (host, loader, _) = Build(runtime);
        await loader.StartAsync(CancellationToken.None);
        await started.Task;

        await loader.StopAsync(CancellationToken.None);

        Assert.Equal(ModelState.Failed, host.Status.State);
        Assert.Equal(0, runtime.Model.ContextsMade);
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    private async Task<ModelStatus> StartAndSettleAsync(FakeRuntime runtime)
    {
        var (host, loader, _) = Build(runtime);
        await loader.StartAsync(CancellationToken.None);
        var status = await host.WaitUntilSettledAsync(TestContext.Current.CancellationToken);
        await loader.StopAsync(CancellationToken.None);
        return status;
    }

    private (ModelHost Host, ModelLoader Loader, GenerationService Generation) Build(FakeRuntime runtime)
    {
        var site = new LoaderSite(runtime, _database, _feed, _options, _generation);
        return (site.Host, site.Loader, site.Generation);
    }
}

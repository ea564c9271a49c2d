using LLama.Native;
using SleepTime.Engine.Runtimes;
using SleepTime.Engine.Runtimes.LLamaSharp;

namespace SleepTime.Tests.RealModel.Runtimes.LLamaSharp;

/// <summary>Only in a build with LLamaSharp.</summary>
public sealed class LLamaSharpLibraryTests
{
    public LLamaSharpLibraryTests() => EmbeddedModel.Runtime.Describe();

    [Fact]
    public void PackageVersion_OfTheBuild_IsWhatWasRestored()
    {
        var restored = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, $"{typeof(LLamaSharpLibraryTests).Assembly.GetName().Name}.deps.json"));

        Assert.Contains($"\"LLamaSharp/{LLamaSharpLibrary.PackageVersion}\"", restored, StringComparison.Ordinal);
        Assert.Contains(LLamaSharpLibrary.LlamaCppCommit, EmbeddedModel.Runtime.Describe().Version, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StateFormat_ReadManyTimes_IsTheSame()
    {
        // Its keys are handed over in buffers that others have used before.
        HashSet<StateFormat> formats = [];
        for (var i = 0; i < 20; i++)
        {
            using var model = await EmbeddedModel.Runtime.LoadAsync(new ModelLoadOptions(EmbeddedModel.ModelPath), progress: null, TestContext.Current.CancellationToken);
            _ = model.Vocabulary.Tokenize(new string((char)('a' + i), 10 + i), parseSpecial: false);
            formats.Add(model.StateFormat);
        }

        Assert.Single(formats);
    }

    [Fact]
    public void Backend_FilesBesideTheAssemblies_AreThoseOfThisPlatformOnly() =>
        Assert.Single(
            Directory.GetDirectories(Path.Combine(AppContext.BaseDirectory, "runtimes")),
            platform => Directory.GetFiles(platform, "*llama.*", SearchOption.AllDirectories).Length > 0);

    [Fact]
    public void Verify_DefaultsOfAnotherLayout_Throws()
    {
        var (model, context) = (LLamaModelParams.Default(), LLamaContextParams.Default());

        LLamaSharpRelease.Verify(model, context);
        Assert.Throws<RuntimeUnavailableException>(() => LLamaSharpRelease.Verify(model with { main_gpu = -1 }, context));
        Assert.Throws<RuntimeUnavailableException>(() => LLamaSharpRelease.Verify(model, context with { type_v = GGMLType.GGML_TYPE_F32 }));
    }

    [Fact]
    public async Task GetLogits_ModelDisposedBefore_GoesOn()
    {
        var model = await EmbeddedModel.Runtime.LoadAsync(new ModelLoadOptions(EmbeddedModel.ModelPath), progress: null, TestContext.Current.CancellationToken);
        using var context = model.CreateContext(new InferenceContextOptions(CellCount: 256, MaxSequences: 1, BatchSize: 8));
        var last = context.Prefill([1, 2, 3]);

        model.Dispose();

        Assert.NotEmpty(context.GetLogits(last).ToArray());
    }
}

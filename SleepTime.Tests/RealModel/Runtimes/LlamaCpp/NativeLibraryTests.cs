using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging.Abstractions;
using SleepTime.Engine.Runtimes;
using SleepTime.Engine.Runtimes.LlamaCpp;
using SleepTime.Engine.Runtimes.LlamaCpp.Interop;

namespace SleepTime.Tests.RealModel.Runtimes.LlamaCpp;

public sealed class NativeLibraryTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("llama");

    public NativeLibraryTests() => EmbeddedModel.Runtime.Describe();

    [Fact]
    public void Structures_OnThisPlatform_LieAsInTheHeader()
    {
        Assert.Equal(80, Unsafe.SizeOf<LlamaModelParams>());
        Assert.Equal(160, Unsafe.SizeOf<LlamaContextParams>());
        Assert.Equal(56, Unsafe.SizeOf<LlamaBatch>());
        Assert.Equal(528, Unsafe.SizeOf<GgmlThreadpoolParams>());
        Assert.Equal(1, Unsafe.SizeOf<LlamaSamplerChainParams>());

        var model = new LlamaModelParams();
        Assert.Equal(16, Offset(ref model, ref model.GpuLayers));
        Assert.Equal(20, Offset(ref model, ref model.SplitMode));
        Assert.Equal(32, Offset(ref model, ref model.MainGpu));
        Assert.Equal(40, Offset(ref model, ref model.TensorSplit));
        Assert.Equal(72, Offset(ref model, ref model.VocabularyOnly));
        var context = new LlamaContextParams();
        Assert.Equal(52, Offset(ref context, ref context.FlashAttention));
        Assert.Equal(120, Offset(ref context, ref context.AbortCallbackData));
        Assert.Equal(133, Offset(ref context, ref context.UnifiedKeyValue));
    }

    [Fact]
    public void Verify_ShippedLibrary_GivesItsVersion() =>
        Assert.StartsWith("0.5.", ReleaseCheck.Verify(Open(LlamaLibraryFiles.Find(LlamaCppRuntime.DefaultDirectory).Llama)), StringComparison.Ordinal);

    [Fact]
    public void Verify_LibraryThatIsNotLlama_Throws()
    {
        var other = Open(LlamaLibraryFiles.Find(LlamaCppRuntime.DefaultDirectory).Base);

        var failure = Assert.Throws<RuntimeUnavailableException>(() => ReleaseCheck.Verify(other));

        Assert.Contains("llama_version", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0.4.0-dev")]
    [InlineData("1.0.5.0")]
    public void VerifyVersion_AnotherRelease_Throws(string version) =>
        Assert.Throws<RuntimeUnavailableException>(() => ReleaseCheck.VerifyVersion(version));

    [Fact]
    public void VerifyDefaults_AnotherLayout_Throws()
    {
        var (model, context) = (LlamaApi.DefaultModelParams(), LlamaApi.DefaultContextParams());

        ReleaseCheck.VerifyDefaults("0.5.0", model, context);
        Assert.Throws<RuntimeUnavailableException>(() => ReleaseCheck.VerifyDefaults("0.5.0", model with { LoadMode = 0 }, context));
        Assert.Throws<RuntimeUnavailableException>(() => ReleaseCheck.VerifyDefaults("0.5.0", model, context with { KeyType = 0 }));
    }

    [Fact]
    public void Describe_DirectoryIsMissing_Throws() =>
        Assert.Contains("not found", Refusal(Path.Combine(_directory.FullName, "none")), StringComparison.Ordinal);

    [Fact]
    public void Describe_DirectoryIsEmpty_Throws() => Assert.Contains("not found", Refusal(_directory.FullName), StringComparison.Ordinal);

    [Fact]
    public void Describe_SeveralBuilds_Throws()
    {
        WriteLibraries("libllama.v0.5.0.so", "libllama.cuda.v0.5.0.so");

        Assert.Contains("several", Refusal(_directory.FullName), StringComparison.Ordinal);
    }

    [Fact]
    public void Describe_AnotherDirectoryThanTheOneInUse_Throws()
    {
        WriteLibraries("libllama.v0.5.0.so");

        Assert.Contains("restart", Refusal(_directory.FullName), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_FilesThatAreNoLibraries_Throws()
    {
        WriteLibraries("libllama.v0.5.0.so");
        var files = LlamaLibraryFiles.Find(_directory.FullName);

        Assert.Throws<RuntimeUnavailableException>(() => LlamaLibraryHandles.Open(files));
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private void WriteLibraries(params string[] llama)
    {
        foreach (var file in llama.Append("libggml-base.so").Append("libggml.v0.5.0.so"))
            File.WriteAllText(Path.Combine(_directory.FullName, file), "not a library");
    }

    private static string Refusal(string directory) => Assert.Throws<RuntimeUnavailableException>(
        () => new LlamaCppRuntime(directory, NullLogger<LlamaCppRuntime>.Instance).Describe()).Message;

    private static nint Open(string library) => NativeLibrary.Load(library);

    private static int Offset<T, TField>(ref T structure, ref TField field) =>
        (int)Unsafe.ByteOffset(ref Unsafe.As<T, byte>(ref structure), ref Unsafe.As<TField, byte>(ref field));
}

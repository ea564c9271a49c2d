using SleepTime.Engine.Runtimes.Gguf;

namespace SleepTime.Tests.RealModel.ModelHosting;

/// <summary>What the embedded model has to be, whichever training it came from: the file is exchanged whenever a better one is there.</summary>
public sealed class EmbeddedModelFileTests
{
    private static readonly string _path = Path.Combine(AppContext.BaseDirectory, "models", "sleeptime-tiny.gguf");

    private readonly GgufHeader _header = GgufCheck.Verify(_path, TestContext.Current.CancellationToken);

    [Fact]
    public void Size_FileAndParameters_IsSmallEnoughForTheRepository()
    {
        Assert.InRange(new FileInfo(_path).Length, 1, 32_000_000);
        Assert.InRange(_header.Tensors.Sum(tensor => tensor.Elements), 1_000_000, 30_000_000);
    }

    [Fact]
    public void Shape_WidthsHeadsAndContext_SuitEveryQuantisation()
    {
        Assert.Equal("llama", _header.Architecture);
        Assert.All(new[] { "embedding_length", "feed_forward_length" }, name => Assert.Equal(0, Setting(name) % 256));
        Assert.Equal(64, Setting("embedding_length") / Setting("attention.head_count"));
        Assert.True(Setting("context_length") >= 2048);
    }

    [Fact]
    public void Metadata_LicenceProvenanceAndTemplate_AreInTheFile()
    {
        Assert.All(new[] { "general.name", "general.author", "general.description", "general.license", "general.version" }, key => Assert.False(string.IsNullOrWhiteSpace(_header.Text(key)), key));
        Assert.Contains("<|im_start|>", _header.Text("tokenizer.chat_template"), StringComparison.Ordinal);
    }

    private long Setting(string name) => _header.Integer($"llama.{name}") ?? throw new InvalidOperationException($"The file does not say its {name}.");
}

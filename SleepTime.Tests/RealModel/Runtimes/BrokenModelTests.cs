using System.Text;
using SleepTime.Engine.Runtimes;
using SleepTime.Engine.Runtimes.Gguf;

namespace SleepTime.Tests.RealModel.Runtimes;

/// <summary>A broken file must end in a sentence. If one of these ended the process, no test would report it.</summary>
public sealed class BrokenModelTests : IDisposable
{
    private static readonly int _endOfSettings = File.ReadAllBytes(EmbeddedModel.ModelPath).AsSpan().IndexOf("tokenizer.ggml.model"u8);
    private static readonly int _endOfHeader = MeasureHeader();
    private static readonly int _endOfFile = (int)new FileInfo(EmbeddedModel.ModelPath).Length;

    private readonly string _path = Path.GetTempFileName();
    private readonly byte[] _sound = File.ReadAllBytes(EmbeddedModel.ModelPath);

    [Fact]
    public async Task LoadAsync_MissingFile_Throws()
    {
        var failure = await Assert.ThrowsAsync<ModelLoadException>(() => Load("/no/such/model.gguf"));

        Assert.Contains("/no/such/model.gguf", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("GGUF")]
    [InlineData("This is a text and not a model at all, however long it may be.")]
    [InlineData("GGUF\u0003\0\0\0But then it goes on with something else entirely, as damaged downloads do.")]
    public async Task LoadAsync_NoModel_Throws(string content) => await AssertRefused(Encoding.ASCII.GetBytes(content));

    public static TheoryData<int> Cuts => [24, 300, _endOfSettings + 500, _endOfHeader - 1_000, _endOfHeader, _endOfFile / 2, _endOfFile - 1_000];

    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task LoadAsync_FileCutOff_Throws(int length) => await AssertRefused(_sound[..length]);

    [Theory]
    [InlineData("llama.block_count", 0)]
    [InlineData("llama.block_count", 100_000)]
    [InlineData("llama.attention.head_count", 1 << 29)]
    [InlineData("llama.attention.head_count_kv", 1 << 29)]
    [InlineData("llama.attention.layer_norm_rms_epsilon", unchecked((int)0xB727C5AC))]
    [InlineData("llama.rope.dimension_count", 7)]
    [InlineData("llama.embedding_length", 1)]
    public async Task LoadAsync_AbsurdSetting_Throws(string key, int value)
    {
        // After a key come four bytes for its type, then its value.
        var at = _sound.AsSpan().IndexOf(Encoding.ASCII.GetBytes(key)) + key.Length + sizeof(int);
        BitConverter.TryWriteBytes(_sound.AsSpan(at), value);

        await AssertRefused(_sound);
    }

    [Fact]
    public async Task LoadAsync_TokenTwice_Throws()
    {
        // In the vocabulary each token follows its length, here 1.
        var exclamation = _sound.AsSpan().IndexOf("\u0001\0\0\0\0\0\0\0!"u8);
        _sound[exclamation + 8] = (byte)'"';

        await AssertRefused(_sound);
    }

    [Fact]
    public async Task LoadAsync_AnyBitOfTheHeaderInverted_LoadsOrThrows()
    {
        // Distances without common divisors with 8 or the sizes of entries, so that all kinds of places are hit.
        for (var bit = 13; bit < _endOfHeader * 8; bit += bit < _endOfSettings * 8 ? 37 : 3_001)
        {
            _sound[bit / 8] ^= (byte)(1 << (bit % 8));
            await File.WriteAllBytesAsync(_path, _sound);
            _sound[bit / 8] ^= (byte)(1 << (bit % 8));

            try
            {
                using var model = await Load(_path);
                using var context = model.CreateContext(new InferenceContextOptions(CellCount: 256, MaxSequences: 1, BatchSize: 8));
                context.Prefill(model.Vocabulary.Tokenize("Emma has", parseSpecial: false));
            }
            catch (ModelLoadException refusal)
            {
                Assert.NotEmpty(refusal.Message);
            }
        }
    }

    public void Dispose() => File.Delete(_path);

    private static int MeasureHeader()
    {
        using var file = File.OpenRead(EmbeddedModel.ModelPath);
        GgufHeader.Read(file);
        return (int)file.Position;
    }

    private async Task AssertRefused(byte[] content)
    {
        await File.WriteAllBytesAsync(_path, content);

        var failure = await Assert.ThrowsAsync<ModelLoadException>(() => Load(_path));

        Assert.Contains(_path, failure.Message, StringComparison.Ordinal);
    }

    private static Task<ILoadedModel> Load(string path) =>
        EmbeddedModel.Runtime.LoadAsync(new ModelLoadOptions(path), progress: null, CancellationToken.None);
}

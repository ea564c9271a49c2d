using System.Text;
using Microsoft.Extensions.Options;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.ModelHosting.Inspection;
using SleepTime.Engine.Runtimes;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.ModelHosting.Inspection;

public sealed class ModelInspectorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Inspect_EmbeddedModel_TellsWhatItIs()
    {
        var inspection = Inspect("models/sleeptime-tiny.gguf");

        Assert.True(inspection.CanBeLoaded, string.Join(' ', inspection.Problems));
        Assert.Equal(("llama", "Q8_0", 7, 256, 2_048, 1_920, "chatml"), (
            inspection.Architecture, inspection.Quantisation, inspection.LayerCount, inspection.EmbeddingLength, inspection.TrainedContextLength, inspection.VocabularySize, inspection.ChatTemplate));
        Assert.InRange(inspection.ParameterCount!.Value, 6_000_000, 7_000_000);
        Assert.Equal(7 * 256 * 2 * 2, inspection.KvBytesPerToken);
        Assert.True(inspection.NeededBytes > inspection.FileBytes / 2);
        Assert.True(inspection.NeededBytes < inspection.AvailableBytes);
        Assert.Empty(inspection.Remarks);
    }

    [Fact]
    public void Inspect_SettingsAskForAGpuThatIsNotThere_IsAProblemOfTheFile()
    {
        var options = Options.Create(new ModelOptions { GpuLayers = -1 });
        var host = new ModelHost(options, new ActivityFeed());
        host.SetRuntime(new("llama.cpp", "0.5", [new("CPU", "a processor", 0, 0)]));

        var found = new ModelInspector(Options.Create(new GenerationOptions()), options, host).Inspect("models/sleeptime-tiny.gguf", CancellationToken.None);

        Assert.Contains("on a GPU, and there is none", Assert.Single(found.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_AGpuWithRoom_SaysWhatGoesThere()
    {
        var options = Options.Create(new ModelOptions());
        var host = new ModelHost(options, new ActivityFeed());
        host.SetRuntime(new("llama.cpp", "0.5", [new("CUDA0", "a GPU", 8L << 30, 8L << 30, DeviceKind.Gpu)]));

        var found = new ModelInspector(Options.Create(new GenerationOptions()), options, host).Inspect("models/sleeptime-tiny.gguf", CancellationToken.None);

        Assert.StartsWith("All layers go to CUDA0, some ", Assert.Single(found.Remarks), StringComparison.Ordinal);
        Assert.True(found.Offload is { IsWhole: true });
    }

    [Fact]
    public void Inspect_ATextLongerThanAnyModelHas_IsRefused()
    {
        var path = _folder.File("long.gguf");
        using (var file = new BinaryWriter(File.Create(path)))
        {
            file.Write("GGUF"u8);
            file.Write(3u);
            file.Write(0UL);
            file.Write(1UL);
            file.Write(1UL << 30);
            file.BaseStream.SetLength(2L << 30); // holes: nothing of it lies on the disk
        }

        Assert.Contains("a text of 1,073,741,824 bytes", Assert.Single(Inspect(path).Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_ALinkToAModel_TellsTheFileBehindIt()
    {
        var whole = Path.Combine(AppContext.BaseDirectory, "models/sleeptime-tiny.gguf");
        var link = _folder.File("link.gguf");
        File.CreateSymbolicLink(link, whole);

        var inspection = Inspect(link);

        Assert.True(inspection.CanBeLoaded, string.Join(' ', inspection.Problems));
        Assert.Equal(new FileInfo(whole).Length, inspection.FileBytes);
    }

    [Fact]
    public void Inspect_CutOff_SaysHowMuchIsThere()
    {
        var path = _folder.File("half.gguf");
        var whole = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "models/sleeptime-tiny.gguf"));
        File.WriteAllBytes(path, whole[..(whole.Length / 2)]);

        Assert.Contains("not fetched to its end", Assert.Single(Inspect(path).Problems));
    }

    [Theory]
    [InlineData("bert", true, 1, "makes vectors of texts")]
    [InlineData("llama", false, 1, "names no token that ends a text")]
    [InlineData("llama", true, 3, "big-00002-of-00003.gguf, big-00003-of-00003.gguf are missing")]
    public void Inspect_OfNoUseHere_SaysWhy(string architecture, bool ends, int parts, string words)
    {
        var path = Write(parts > 1 ? $"big-00001-of-{parts:00000}.gguf" : "whole.gguf", architecture, ends, parts, rows: 1);

        Assert.Contains(words, Assert.Single(Inspect(path).Problems));
    }

    [Fact]
    public void Inspect_ALaterPart_NamesTheFirst() =>
        Assert.Contains("choose the first, big-00001-of-00003.gguf", Assert.Single(Inspect(Write("big-00002-of-00003.gguf", "llama", ends: true, parts: 3, rows: 1)).Problems));

    [Fact]
    public void Inspect_LargerThanMemory_NamesBothSizes()
    {
        // A header is all that is read: the file itself has no weights.
        var problems = Inspect(Write("huge.gguf", "llama", ends: true, parts: 1, rows: 2_000_000_000)).Problems;

        Assert.Contains(problems, problem => problem.Contains("of memory", StringComparison.Ordinal) && problem.Contains("GiB", StringComparison.Ordinal));
    }

    [Fact]
    public void Inspect_NoTemplate_SaysWhereToNameIt() =>
        Assert.Contains("SleepTime:Model:ChatTemplate", Assert.Single(Inspect(Write("plain.gguf", "llama", ends: true, parts: 1, rows: 1)).Remarks));

    [Theory]
    [InlineData("absent.gguf", "check the path")]
    [InlineData("secret.txt", "no file of this machine that ends in .gguf")]
    [InlineData("letter.gguf", "does not begin like a GGUF file")]
    public void Inspect_NoModel_SaysSo(string name, string words)
    {
        File.WriteAllText(_folder.File("letter.gguf"), "Dear Sir or Madam, this is no model at all.");
        File.WriteAllText(_folder.File("secret.txt"), "secret");

        var inspection = Inspect(_folder.File(name));

        Assert.False(inspection.CanBeLoaded);
        Assert.Contains(words, Assert.Single(inspection.Problems));
    }

    public void Dispose() => _folder.Dispose();

    private static ModelInspection Inspect(string path) => new ModelInspector(Options.Create(new GenerationOptions())).Inspect(path, CancellationToken.None);

    /// <summary>A small GGUF file with one tensor of 256 columns in F32, and data for one row of it.</summary>
    private string Write(string name, string architecture, bool ends, int parts, long rows)
    {
        var path = _folder.File(name);
        using var file = new BinaryWriter(File.Create(path));
        (string Key, object Value)[] values =
        [
            ("general.architecture", architecture), ($"{architecture}.block_count", 1u), ($"{architecture}.context_length", 512u), ($"{architecture}.embedding_length", 256u),
            ($"{architecture}.attention.head_count", 4u), .. ends ? [("tokenizer.ggml.eos_token_id", (object)1u)] : Array.Empty<(string, object)>(),
            .. parts > 1 ? [("split.count", (object)(uint)parts)] : Array.Empty<(string, object)>(), ("tokenizer.ggml.tokens", new[] { "a", "b" }),
        ];
        file.Write("GGUF"u8);
        file.Write(3u);
        file.Write(1ul);
        file.Write((ulong)values.Length);
        foreach (var (key, value) in values)
        {
            Text(key);
            switch (value)
            {
                case string text:
                    file.Write(8u);
                    Text(text);
                    break;
                case uint number:
                    file.Write(4u);
                    file.Write(number);
                    break;
                case string[] texts:
                    file.Write(9u);
                    file.Write(8u);
                    file.Write((ulong)texts.Length);
                    Array.ForEach(texts, Text);
                    break;
            }
        }
        Text("token_embd.weight");
        file.Write(2u);
        file.Write(256ul);
        file.Write((ulong)rows);
        file.Write(0u);
        file.Write(0ul);
        file.Write(new byte[4096]);
        return path;

        void Text(string text)
        {
            file.Write((ulong)Encoding.UTF8.GetByteCount(text));
            file.Write(Encoding.UTF8.GetBytes(text));
        }
    }
}

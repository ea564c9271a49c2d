using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;
using SleepTime.Benchmarks.FirstToken;
using SleepTime.Benchmarks.Models;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Runtimes;

namespace SleepTime.Benchmarks.Micro;

/// <summary>What the engine thread does with the bytes of a drawn token, for a text of a thousand tokens.</summary>
public class DetokenizingBenchmarks
{
    public const int Tokens = 1000;

    private static readonly string[] EndsOfTurns = ["<|im_end|>", "</s>", "[INST]", "<|eot_id|>"];

    private byte[][] _bytes = [];
    private string[] _stopStrings = [];

    [Params(0, 1, 4)]
    public int StopStrings { get; set; }

    [GlobalSetup]
    public async Task ReadVocabulary()
    {
        var runtime = BuiltRuntime.Create(NullLoggerFactory.Instance);
        using var model = await runtime.LoadAsync(new ModelLoadOptions(BenchmarkModels.EmbeddedPath), null, CancellationToken.None);
        var text = RandomText.Write(model.Vocabulary, Tokens, seed: 1);
        _bytes = [.. model.Vocabulary.Tokenize(text, parseSpecial: false).Take(Tokens).Select(token => model.Vocabulary.GetBytes(token).ToArray())];
        _stopStrings = [.. EndsOfTurns.Take(StopStrings)];
    }

    [Benchmark(OperationsPerInvoke = Tokens)]
    public string Assemble()
    {
        var assembler = new TextAssembler(_stopStrings);
        foreach (var bytes in _bytes)
            assembler.Add(bytes);
        return assembler.Text;
    }
}

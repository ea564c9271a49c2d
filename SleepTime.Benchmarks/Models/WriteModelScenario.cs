using SleepTime.Benchmarks.Hosting;
using SleepTime.Engine.Generation;

namespace SleepTime.Benchmarks.Models;

/// <summary>Writes the random model to a file, loads it through the engine and lets it say something.</summary>
internal static class WriteModelScenario
{
    public static async Task<int> RunAsync(string[] args)
    {
        var path = new BenchmarkArguments(args).Text("out") ?? Path.Combine(Path.GetTempPath(), "sleeptime-random-110m.gguf");
        var weights = RandomModel.Write(path, GgufFile.Read(BenchmarkModels.EmbeddedPath));
        Console.WriteLine($"{path}: {weights / 1e6:0.0} M weights, {new FileInfo(path).Length >> 20} MiB");

        await using var engine = await EngineHost.StartAsync(path);
        var prompt = engine.Model.Vocabulary.Tokenize("There are five boxes.", parseSpecial: false);
        var request = new GenerationRequest { Prompt = prompt, Class = GenerationClass.Question, MaxTokens = 32 };
        var result = await engine.Generation.Submit(request).Completion;
        if (result.Reason != FinishReason.MaxTokens)
            throw new InvalidOperationException($"It loads as {engine.Model.Id}, but a text of 32 tokens ended with {result.Reason}. {result.Failure}");
        Console.WriteLine($"It loads as {engine.Model.Id} ({engine.Model.Description!.ParameterCount / 1e6:0.0} M parameters, {engine.Model.ContextLength} tokens of context) and wrote {result.Usage.CompletionTokens} tokens.");
        return 0;
    }
}

using SleepTime.Benchmarks.Accuracy;
using SleepTime.Benchmarks.Memory;

var scenarios = new Dictionary<string, Func<string[], Task<int>>>(StringComparer.Ordinal)
{
    ["accuracy"] = AccuracyScenario.RunAsync,
    ["memory"] = MemoryScenario.RunAsync,
};

if (args.Length > 0 && scenarios.TryGetValue(args[0], out var scenario))
    return await scenario(args[1..]);

Console.Error.WriteLine($"Name a scenario: {string.Join(", ", scenarios.Keys)}.");
return 2;

using SleepTime.Benchmarks.Accuracy;
using SleepTime.Benchmarks.Asking;
using SleepTime.Benchmarks.Browsers;
using SleepTime.Benchmarks.Documents;
using SleepTime.Benchmarks.FirstToken;
using SleepTime.Benchmarks.History;
using SleepTime.Benchmarks.Memory;
using SleepTime.Benchmarks.Micro;
using SleepTime.Benchmarks.Mixed;
using SleepTime.Benchmarks.Models;
using SleepTime.Benchmarks.Node;
using SleepTime.Benchmarks.Overhead;
using SleepTime.Benchmarks.Queue;
using SleepTime.Benchmarks.Runtimes;
using SleepTime.Benchmarks.Sleep;
using SleepTime.Benchmarks.Soak;

var scenarios = new Dictionary<string, Func<string[], Task<int>>>(StringComparer.Ordinal)
{
    ["accuracy"] = AccuracyScenario.RunAsync,
    ["asking"] = AskingScenario.RunAsync,
    ["browser"] = BrowserScenario.RunAsync,
    ["documents"] = DocumentsScenario.RunAsync,
    ["engine"] = OverheadScenario.RunAsync,
    ["first-token"] = FirstTokenScenario.RunAsync,
    ["history"] = HistoryScenario.RunAsync,
    ["insights"] = InsightsScenario.RunAsync,
    ["memory"] = MemoryScenario.RunAsync,
    ["micro"] = MicroScenario.RunAsync,
    ["mixed"] = MixedScenario.RunAsync,
    ["node"] = NodeScenario.RunAsync,
    ["overview"] = OverviewScenario.RunAsync,
    ["queue"] = QueueScenario.RunAsync,
    ["runtimes"] = RuntimesScenario.RunAsync,
    ["sleep"] = SleepScenario.RunAsync,
    ["soak"] = SoakScenario.RunAsync,
    ["write-model"] = WriteModelScenario.RunAsync,
};

if (args.Length == 0 || !scenarios.TryGetValue(args[0], out var scenario))
{
    Console.Error.WriteLine($"Name a scenario: {string.Join(", ", scenarios.Keys)}.");
    return 2;
}

try
{
    return await scenario(args[1..]);
}
catch (Exception failure) when (failure is ArgumentException or InvalidOperationException or IOException)
{
    Console.Error.WriteLine(failure.Message);
    return 1;
}

using System.Net.Http.Json;
using System.Text.Json;
using SleepTime.Benchmarks.Measuring;
using SleepTime.Benchmarks.Memory;

namespace SleepTime.Benchmarks.Asking;

/// <summary>How soon an asker is told of the first stage, and whether many who watch one answer all get all of it.</summary>
internal static class AskingScenario
{
    public static async Task<int> RunAsync(string[] args)
    {
        var arguments = new BenchmarkArguments(args);
        var (questions, watchers) = (arguments.Number("questions", 30), arguments.Number("watchers", 200));
        await using var server = await ServerProcess.StartAsync();
        await server.WaitUntilAsleepIsDoneAsync();
        var contexts = await server.Client.GetFromJsonAsync<JsonElement>("api/v1/contexts");
        var ids = contexts.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid()).ToList();
        var client = new EventClient(server.Client);

        await client.AskAsync(ids[0], verbosity: 0); // pays for what only the start of a process costs
        var stages = new List<double>();
        for (var asked = 0; asked < questions; asked++)
            stages.Add((await client.AskAsync(ids[asked % ids.Count], verbosity: 1)).FirstStageMs);
        var first = new Series(stages);
        var watched = await client.WatchAsync(ids[0], watchers);

        var report = new Report(
            "asking", "Asking and watching", "Over HTTP from another process on the same machine, embedded model, Release build, samples slept on.",
            $"First stage: from sending the question to the first event of its stream, {questions} questions, both modes each.",
            $"Watching: {watchers} event streams of one run, each put together from its tokens and compared with the stored answer.");
        report.Table(null, ["", "Median", "95 %", "Largest"],
            [["First stage, ms", first.Median.ToString("0.0"), first.Percentile(95).ToString("0.0"), first.Max.ToString("0.0")]]);
        report.Goals([
            Goal.AtMost("First stage told, 95 %, ms", 200, first.Percentile(95), "0.0"),
            Goal.AtMost($"Watchers of {watchers} that lost a token", 0, watched.Lost, "0"),
        ]);
        report.Line($"The watched answer had {watched.Characters} characters in {watched.Events} events for each watcher (fewest), and all streams had ended {watched.AllEndedMs:0} ms after asking.");
        await report.PublishAsync(arguments);
        return 0;
    }
}

using SleepTime.Benchmarks.Hosting;
using SleepTime.Benchmarks.Measuring;
using SleepTime.Benchmarks.Models;
using SleepTime.Engine.Generation;

namespace SleepTime.Benchmarks.Mixed;

/// <summary>Whether questions feel sleep, and what questions leave of it.</summary>
internal static class MixedScenario
{
    public static async Task<int> RunAsync(string[] args)
    {
        var arguments = new BenchmarkArguments(args);
        var repetitions = arguments.Number("repetitions", 1);
        var riders = arguments.NumberOrZero("riders", new GenerationOptions().RiderPercent);
        var threads = arguments.NumberOrZero("threads", 0);
        using var models = new BenchmarkModels();

        var report = new Report(
            "mixed",
            "Questions beside sleep",
            $"The engine at its default settings, no tokens drafted by lookup, riders may lengthen decode steps of questions by {riders} %, {(threads == 0 ? "threads as the engine chooses them" : $"{threads} threads")}. Sleep: {SleepLoad.Streams} generations at once without end, {SleepLoad.PromptTokens} tokens of prompt and {SleepLoad.Tokens} written each.",
            $"Questions: {QuestionLoad.ContextTokens} tokens of a context read before and {QuestionLoad.QuestionTokens} of their own, arriving as a Poisson process whose rate keeps",
            "the engine busy for 20 % of the time, the same moments with and without sleep. Order: questions, sleep, both, both,",
            $"sleep, questions; {repetitions} times. One step: the time in which each sleep stream gets a token when sleep is alone.");
        List<Goal> goals = [];
        var isFirst = true;
        foreach (var model in models.Choose(arguments))
        {
            var seconds = arguments.Number("seconds", model.IsEmbedded ? 15 : 40);
            var answerTokens = arguments.Number("tokens", model.IsEmbedded ? 32 : 8);
            await using var engine = await EngineHost.StartAsync(model.Path, ("SleepTime:Generation:LookupTokens", "0"), ("SleepTime:Generation:RiderPercent", $"{riders}"), ("SleepTime:Model:Threads", $"{threads}"));
            if (isFirst)
                report.Versions(engine.Runtime);
            isFirst = false;
            Console.Error.WriteLine(model.Name);
            var result = await new MixedRunner(engine, answerTokens, TimeSpan.FromSeconds(seconds)).RunAsync(repetitions);
            report.Table(
                $"{model.Name}: {result.PerSecond:0.00} questions a second, {answerTokens} tokens an answer, {seconds} s a phase",
                ["", "Questions", "First token p50, ms", "First token p95, ms", "Sleep, tokens/s"],
                [
                    ["Questions alone", $"{result.Alone.Count}", result.Alone.Median.ToString("0.0"), result.Alone.Percentile(95).ToString("0.0"), ""],
                    ["Sleep alone", "", "", "", result.SleepAlone.ToString("0.0")],
                    ["Both", $"{result.Mixed.Count}", result.Mixed.Median.ToString("0.0"), result.Mixed.Percentile(95).ToString("0.0"), result.SleepMixed.ToString("0.0")],
                ]);
            report.Line($"One step: {result.StepMs:0.0} ms.");
            goals.Add(Goal.AtMost($"First token p95 beside sleep, ms, {model.Name} (1.25 × alone + one step)", result.AllowedMs, result.Mixed.Percentile(95), "0.0"));
            goals.Add(Goal.AtLeast($"Sleep kept at 20 % question load, {model.Name}", 0.7, result.SleepKept));
        }
        report.Goals(goals);
        await report.PublishAsync(arguments);
        return 0;
    }
}

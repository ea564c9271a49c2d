using SleepTime.Benchmarks.Measuring;
using SleepTime.Benchmarks.Models;

namespace SleepTime.Benchmarks.FirstToken;

/// <summary>How soon the first token of an answer comes: cold, warm, and after a restart.</summary>
internal static class FirstTokenScenario
{
    private const string NothingKept = "Nothing was kept over the restart: the prompt was read anew.";

    public static async Task<int> RunAsync(string[] args)
    {
        var arguments = new BenchmarkArguments(args);
        var (repetitions, tokens) = (arguments.Number("repetitions", 5), arguments.Number("context-tokens", 1500));
        using var models = new BenchmarkModels();

        var report = new Report(
            "first-token",
            "The first token: cold, warm, after a restart",
            $"Questions in Standard mode through contexts, sleep and answers of the product, on {repetitions} contexts of about {tokens:N0} tokens",
            "that share no beginning. Cold: the first question on a context just given. Warm: another question on it. Then it is",
            "slept on (one pass), everything is stopped and started again with the same data directory, and a third question is",
            "asked. Before each first question of a process something else is read. Milliseconds from asking until the first",
            "token was drawn, on the engine's clock, median (smallest to largest); cached tokens as the answers report them.");
        List<Goal> goals = [];
        List<string> remarks = [];
        var isFirst = true;
        foreach (var model in models.Choose(arguments))
        {
            var runner = new FirstTokenRunner(model, tokens);
            var results = await runner.RunAsync(repetitions);
            if (isFirst)
                report.Versions(runner.Runtime);
            isFirst = false;
            var (cold, warm, restarted) = (Of(results, result => result.Cold), Of(results, result => result.Warm), Of(results, result => result.Restarted));
            report.Table(
                model.Name,
                ["Question", "First token, ms", "Of cold", "Prompt tokens", "Cached tokens"],
                [Row("Cold", cold, cold), Row("Warm", warm, cold), Row("After a restart", restarted, cold)]);
            if (restarted.All(asked => asked.CachedTokens < tokens / 2))
                remarks.Add($"{model.Name}: {NothingKept}");
            goals.Add(Goal.AtMost($"Warm / cold, {model.Name}", 0.05, Share(warm, cold), "0.000"));
            goals.Add(Goal.AtMost($"After a restart / cold, {model.Name}", 0.15, Share(restarted, cold), "0.000"));
        }
        report.Goals(goals);
        remarks.ForEach(report.Line);
        await report.PublishAsync(arguments);
        return 0;
    }

    private static List<Asked> Of(IReadOnlyList<AskedThrice> results, Func<AskedThrice, Asked> which) => [.. results.Select(which)];

    private static Series Times(List<Asked> asked) => new(asked.Select(one => one.FirstTokenMs));

    private static double Share(List<Asked> asked, List<Asked> cold) => Times(asked).Median / Times(cold).Median;

    private static string[] Row(string name, List<Asked> asked, List<Asked> cold) =>
    [
        name, Times(asked).ToString("0.0"), $"{Share(asked, cold) * 100:0.0} %",
        new Series(asked.Select(one => (double)one.PromptTokens)).ToString("0"), new Series(asked.Select(one => (double)one.CachedTokens)).ToString("0"),
    ];
}

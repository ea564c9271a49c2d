using SleepTime.Benchmarks.Accuracy;
using SleepTime.Benchmarks.FirstToken;
using SleepTime.Benchmarks.Hosting;
using SleepTime.Benchmarks.Measuring;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gating;

namespace SleepTime.Benchmarks.Sleep;

/// <summary>
/// Sleep in full through contexts, sleep and answers of the product: what notes cover, what answers from them cost, and
/// whether it pays when the gate says that it does.
/// </summary>
internal static class SleepScenario
{
    private static readonly SleepArm SleepTime = new(AnswerMode.SleepTime, 0);

    public static async Task<int> RunAsync(string[] args)
    {
        var arguments = new BenchmarkArguments(args);
        var (contexts, questions, jobs) = (arguments.Number("contexts", 150), arguments.Number("questions", 10), arguments.Number("jobs", 1000));
        var rows = WorldRow.Read(Path.Combine(AppContext.BaseDirectory, "Data", "worlds.jsonl")).Take(contexts).ToList();
        var policy = new SleepPolicy();
        var report = new Report(
            "sleep", "Sleep in full",
            $"{rows.Count} contexts of worlds.jsonl, {questions} questions each, greedy. Each context is given, slept on in all passes with",
            "verification and expected questions, then asked in SleepTime mode at verbosity 0 and in Standard mode at every verbosity,",
            $"at verbosity {SleepArm.Compared.Verbosity} as comparisons of both modes, from which the gate learns for the contexts that come after.",
            "Only verified notes count as covering a question. Costs in tokens asleep: a token while somebody waits costs " + $"{policy.TestTokenPrice:0.##},",
            $"a prompt token that has to be read {policy.InputTokenPrice:0.##}; instant answers are off.");

        var data = Directory.CreateTempSubdirectory("sleeptime-sleep-");
        try
        {
            await using var host = await ProductHost.StartAsync(data.FullName, arguments.Text("model"), ("SleepTime:Sleep:IdleSeconds", "0"));
            report.Versions(host.Runtime, $"model {host.Model.Id}", $"prompts {host.Model.Prompts.Version}");
            await new ProductClient(host).BeginEmptyAsync();
            await host.Get<SleepQueue>().ResumeAsync(CancellationToken.None);
            var runner = new SleepRunner(host);
            List<SleptContext> slept = [];
            foreach (var row in rows)
            {
                slept.Add(await runner.RunAsync(row, questions));
                Console.Error.Write($"\r{slept.Count} of {rows.Count} contexts");
            }
            Console.Error.WriteLine();
            var timing = await QueueTiming.RunAsync(host, jobs);
            Write(report, slept, policy, jobs, timing);
        }
        finally
        {
            data.Delete(recursive: true);
        }
        await report.PublishAsync(arguments);
        return 0;
    }

    private static void Write(Report report, List<SleptContext> slept, SleepPolicy policy, int jobs, (double Pick, double List) timing)
    {
        var answers = slept.SelectMany(context => context.Answers).ToLookup(answer => answer.Arm);
        double Right(SleepArm arm) => answers[arm].Average(answer => answer.Right ? 100.0 : 0);
        double Tokens(SleepArm arm) => answers[arm].Average(answer => answer.Completion);
        var best = SleepArm.All.Where(arm => arm.Mode == AnswerMode.Standard).MaxBy(Right)!;
        var questions = slept.Sum(context => context.Questions);

        report.Table("Notes", ["", "After pass 1", "After pass 2", "After pass 3"],
            [["Questions whose answer stands in verified notes", .. Enumerable.Range(0, 3).Select(pass => Percent(slept.Sum(context => context.Covered[pass]), questions))]]);
        report.Line($"A context: {slept.Average(context => context.Notes):0.0} notes, {slept.Average(context => context.Verified):0.0} verified, {slept.Average(context => context.Struck):0.00} struck, "
            + $"{slept.Average(context => context.Expected):0.0} expected questions, {slept.Average(context => context.SleepTokens):0} tokens asleep with all of it.");
        report.Table("Answers", ["Mode", "Verbosity", "Right", "Completion tokens", "Prompt tokens read"],
            SleepArm.All.Select(arm => (string[])[arm.Mode.ToString(), $"{arm.Verbosity}", $"{Right(arm):0.0} %", $"{Tokens(arm):0.0}", $"{answers[arm].Average(answer => answer.Read):0.0}"]));

        var costs = slept.Select(context => BreakEvenForecast.Measured(context, best, policy)).ToList();
        var (with, without) = (costs.Average(cost => cost.CostPerQuestion(10)), costs.Average(cost => cost.StandardCost));
        IReadOnlyList<(double? Expected, double? Measured)> gate = [.. slept.Where(context => context.Foreseen is not null).Select(context => (context.Foreseen, context.Measured))];
        var cheap = BreakEvenForecast.Of(slept, best, policy with { TestTokenPrice = 1 });
        report.Table("Cost", ["", $"Standard, verbosity {best.Verbosity}", "SleepTime, verbosity 0, 10 questions a context"],
            [["Tokens asleep a question", $"{without:0}", $"{with:0}"], ["Questions to break even, mean", "", $"{costs.Where(cost => cost.Questions is not null).Average(cost => cost.Questions!.Value):0.00}"]]);
        report.Table("Questions to break even, foreseen before sleep and measured after", ["", "Contexts", "Foreseen, mean", "Measured, mean", "Apart, mean", "Within one question"],
        [
            ["By the gate's own stored decisions, comparisons of the same verbosity", .. Row(gate)],
            [$"From all other contexts, SleepTime 0 against Standard {best.Verbosity}, a token awake as dear as one asleep", .. Row(cheap)],
        ]);
        report.Table($"A queue of {jobs:N0} jobs", ["", "Median, ms"], [["Picking the next job", $"{timing.Pick:0.0}"], ["Reading a page of 25 for the list", $"{timing.List:0.0}"]]);
        report.Goals(
        [
            Goal.AtLeast($"Completion tokens, Standard verbosity {best.Verbosity} (its best) / SleepTime verbosity 0", 5, Tokens(best) / Tokens(SleepTime)),
            Goal.AtLeast("Right, SleepTime verbosity 0 − Standard at its best, points", 0, Right(SleepTime) - Right(best), "0.0"),
            Goal.AtLeast("Cost a question, Standard / SleepTime, 10 questions a context", 2.5, without / with),
            Goal.AtLeast("Break-even foreseen by the gate within one question of the measured one, % of contexts", 80, Close(gate), "0.0"),
            Goal.AtMost("Picking the next job, ms", 5, timing.Pick, "0.0"),
        ]);
    }

    private static double Close(IReadOnlyList<(double? Expected, double? Measured)> pairs) =>
        100.0 * pairs.Count(pair => pair is { Expected: { } expected, Measured: { } measured } && Math.Abs(expected - measured) <= 1) / pairs.Count;

    private static string[] Row(IReadOnlyList<(double? Expected, double? Measured)> pairs)
    {
        var known = pairs.Where(pair => pair is { Expected: not null, Measured: not null }).Select(pair => (Expected: pair.Expected!.Value, Measured: pair.Measured!.Value)).ToList();
        return
        [
            $"{pairs.Count}", $"{known.Average(pair => pair.Expected):0.00}", $"{known.Average(pair => pair.Measured):0.00}",
            $"{known.Average(pair => Math.Abs(pair.Expected - pair.Measured)):0.00}", $"{Close(pairs):0.0} %",
        ];
    }

    private static string Percent(int part, int whole) => $"{100.0 * part / whole:0.0} %";
}

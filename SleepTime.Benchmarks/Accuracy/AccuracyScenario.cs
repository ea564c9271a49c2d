using SleepTime.Benchmarks.Hosting;

namespace SleepTime.Benchmarks.Accuracy;

/// <summary>
/// How often both modes are right and how many tokens they need, on data sets, through the product's own engine and
/// prompts: sleep in all passes, then every question in every mode and verbosity, and notes to judge.
/// </summary>
internal static class AccuracyScenario
{
    private static readonly string[] Sets = ["worlds", "full", "wide", "unseen-names", "unseen-order"];

    public static async Task<int> RunAsync(string[] args)
    {
        var arguments = new BenchmarkArguments(args);
        var (contexts, questions) = (arguments.Number("contexts", 60), arguments.Number("questions", 5));
        var files = arguments.Text("data") is { } data ? [data] : Sets.Select(name => Path.Combine(AppContext.BaseDirectory, "Data", $"{name}.jsonl"));

        await using var engine = await EngineHost.StartAsync(arguments.Text("model"));
        var runner = new AccuracyRunner(engine.Model, new Generator(engine.Model, engine.Generation));
        List<SetFigures> sets = [];
        foreach (var file in files)
            sets.Add(await RunAsync(runner, file, contexts, questions));

        var report = AccuracyReport.Write(engine.Model, engine.Runtime, sets);
        if (arguments.Text("out") is { } path)
            await File.WriteAllTextAsync(path, report);
        Console.Write(report);
        return 0;
    }

    private static async Task<SetFigures> RunAsync(AccuracyRunner runner, string file, int contexts, int questions)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        var rows = WorldRow.Read(file).Take(contexts).ToList();
        List<WorldOutcome> worlds = [];
        foreach (var row in rows)
        {
            worlds.Add(await runner.RunAsync(row, questions));
            Console.Error.Write($"\r{name}: {worlds.Count} of {rows.Count} contexts");
        }
        Console.Error.WriteLine();
        return new SetFigures(name, worlds);
    }
}

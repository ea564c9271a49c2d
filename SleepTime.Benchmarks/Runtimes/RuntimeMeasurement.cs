using SleepTime.Benchmarks.Accuracy;
using SleepTime.Benchmarks.Hosting;
using SleepTime.Benchmarks.Models;
using SleepTime.Benchmarks.Streams;
using SleepTime.Engine.Answering;

namespace SleepTime.Benchmarks.Runtimes;

/// <summary>
/// Greedy answers and speeds with the runtime that this build has. One request at a time, without drafts and kept
/// prefixes: what a step holds then depends on nothing but the request, so that builds can be compared.
/// </summary>
internal static class RuntimeMeasurement
{
    private const int Cells = 8192;
    private static readonly int[] StreamCounts = [1, 8];

    public static async Task<RuntimeRun> RunAsync(int contexts, int questions, int repetitions, IEnumerable<BenchmarkModel> models)
    {
        var rows = WorldRow.Read(Path.Combine(AppContext.BaseDirectory, "Data", "worlds.jsonl")).Take(contexts).ToList();
        List<RuntimeAnswer> answers = [];
        string runtime, id;
        await using (var engine = await EngineHost.StartAsync(null, new EngineSettings(Cells, Sequences: 2).Pairs))
        {
            (runtime, id) = ($"{engine.Runtime?.Name} {engine.Runtime?.Version}", engine.Model.Id);
            foreach (var row in rows)
            {
                answers.AddRange(await AnswerAsync(engine, row, questions));
                Console.Error.Write($"\r{runtime}: {answers.Count} answers");
            }
            Console.Error.WriteLine();
        }

        List<RuntimeSpeed> speeds = [];
        foreach (var model in models)
            speeds.AddRange(await MeasureAsync(model, repetitions));
        return new RuntimeRun(runtime, id, answers, speeds);
    }

    private static async Task<List<RuntimeAnswer>> AnswerAsync(EngineHost engine, WorldRow row, int questions)
    {
        var (prompts, generator) = (engine.Model.Prompts, new Generator(engine.Model, engine.Generation));
        List<RuntimeAnswer> answers = [];
        List<string> notes = [];
        for (var pass = 1; pass <= prompts.SleepPasses; pass++)
        {
            var written = await generator.GenerateAsync(prompts.Sleep(row.Context, notes, pass), prompts.SleepBudget);
            answers.Add(new RuntimeAnswer($"{row.Id} sleep pass {pass}", "Sleep pass", written.Text, written.Usage.CompletionTokens));
            if (written.Text == "finished")
                break;
            notes.AddRange(written.Text.Split('\n').Where(line => line.Length > 0));
        }

        foreach (var (index, question) in row.Questions.Take(questions).Index())
        {
            foreach (var arm in Arm.All)
            {
                var prompt = arm.Mode == AnswerMode.Standard
                    ? prompts.Standard(row.Context, question.Question, arm.Verbosity)
                    : prompts.FromNotes(row.Context, notes, question.Question, arm.Verbosity);
                var answer = await generator.GenerateAsync(prompt, prompts.AnswerBudget(arm.Verbosity));
                answers.Add(new RuntimeAnswer($"{row.Id} question {index + 1} {arm.Mode} {arm.Verbosity}", $"{arm.Mode}", answer.Text, answer.Usage.CompletionTokens));
            }
        }
        return answers;
    }

    private static async Task<List<RuntimeSpeed>> MeasureAsync(BenchmarkModel model, int repetitions)
    {
        await using var engine = await EngineHost.StartAsync(model.Path, new EngineSettings(Cells, StreamCounts.Max()).Pairs);
        var streams = new EngineStreams(engine.Generation);
        List<RuntimeSpeed> speeds = [];
        foreach (var count in StreamCounts)
        {
            Console.Error.WriteLine($"{model.Name}: {count} streams");
            var plan = StreamPlan.Make(count, model.IsEmbedded ? 256 : 48, engine.OrdinaryTokens);
            await streams.RunAsync(plan);
            List<double> measured = [];
            for (var i = 0; i < repetitions; i++)
                measured.Add((await streams.RunAsync(plan)).TokensPerSecond);
            speeds.Add(new RuntimeSpeed(model.Name, count, measured));
        }
        return speeds;
    }
}

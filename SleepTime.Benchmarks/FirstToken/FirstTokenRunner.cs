using SleepTime.Benchmarks.Hosting;
using SleepTime.Benchmarks.Models;
using SleepTime.Engine.Runtimes;

namespace SleepTime.Benchmarks.FirstToken;

/// <summary>Asks about one new context after the other: at once, again, and after sleep and a restart.</summary>
internal sealed class FirstTokenRunner(BenchmarkModel model, int contextTokens)
{
    // One pass is enough to have states saved; more would only take longer.
    private static readonly (string, string)[] Settings = [("SleepTime:Sleep:Passes", "1"), ("SleepTime:Sleep:IdleSeconds", "0")];

    public RuntimeDescription? Runtime { get; private set; }

    public async Task<IReadOnlyList<AskedThrice>> RunAsync(int repetitions)
    {
        var data = Directory.CreateTempSubdirectory("sleeptime-first-token-");
        try
        {
            List<AskedThrice> results = [];
            for (var i = 0; i <= repetitions; i++)
            {
                Console.Error.WriteLine($"{model.Name}: context {i} of {repetitions}");
                var asked = await RunOnceAsync(data.FullName, seed: i, isFirst: i == 0);
                // The first one warms up file cache and compiler.
                if (i > 0)
                    results.Add(asked);
            }
            return results;
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private async Task<AskedThrice> RunOnceAsync(string data, int seed, bool isFirst)
    {
        Guid context;
        Asked cold, warm;
        await using (var host = await ProductHost.StartAsync(data, model.Path, Settings))
        {
            Runtime = host.Runtime;
            var client = new ProductClient(host);
            if (isFirst)
                await client.BeginEmptyAsync();
            await client.WarmUpAsync();
            context = await client.AddContextAsync(RandomText.Write(host.Model.Vocabulary, contextTokens, seed));
            cold = await client.AskAsync(context, "How many boxes does Ada have?");
            warm = await client.AskAsync(context, "Who has the most coins of all?");
            await client.SleepOnAsync(context);
        }

        await using var restarted = await ProductHost.StartAsync(data, model.Path, Settings);
        var again = new ProductClient(restarted);
        await again.WarmUpAsync();
        return new AskedThrice(cold, warm, await again.AskAsync(context, "Has Ben fewer keys than Kim?"));
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Runtimes.LlamaCpp;

namespace SleepTime.Benchmarks.Accuracy;

/// <summary>
/// How often both modes are right and how many tokens they need, on a data set, through the product's own engine and
/// prompts: sleep in all passes, then every question in every mode and verbosity, greedy.
/// </summary>
internal static class AccuracyScenario
{
    public static async Task<int> RunAsync(string[] args)
    {
        var arguments = new BenchmarkArguments(args);
        var data = arguments.Text("data") ?? Path.Combine(AppContext.BaseDirectory, "Data", "worlds.jsonl");
        var questions = arguments.Number("questions", 5);
        var rows = WorldRow.Read(data).Take(arguments.Number("contexts", 40)).ToList();

        using var host = CreateHost();
        await host.StartAsync();
        var status = await host.Services.GetRequiredService<ModelHost>().WaitUntilSettledAsync(CancellationToken.None);
        if (status.Hosted is not { } model)
        {
            Console.Error.WriteLine(status.Failure);
            return 1;
        }

        var answering = new AccuracyRunner(model, host.Services.GetRequiredService<GenerationService>());
        var worlds = new List<WorldOutcome>();
        foreach (var row in rows)
        {
            worlds.Add(await answering.RunAsync(row, questions));
            Console.Error.Write($"\r{worlds.Count} of {rows.Count} contexts");
        }
        Console.Error.WriteLine();

        var report = AccuracyReport.Write(Path.GetFileName(data), questions, model, status.Runtime, worlds, Reference.Read());
        if (arguments.Text("out") is { } file)
            await File.WriteAllTextAsync(file, report);
        Console.Write(report);
        await host.StopAsync();
        return 0;
    }

    private static IHost CreateHost()
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services
            .AddActivities()
            .AddLlamaCppRuntime()
            .AddGeneration(builder.Configuration)
            .AddModelHosting(builder.Configuration);
        return builder.Build();
    }
}

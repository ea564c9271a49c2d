using SleepTime.Engine.Activities;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Experiments;
using SleepTime.Engine.Experiments.Figures;
using SleepTime.Engine.Experiments.Ready;
using SleepTime.Engine.Experiments.Reports;
using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Runtimes.LlamaCpp;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Storage;

namespace SleepTime.Web.Hosting;

/// <summary>
/// Makes a ready experiment without a site: <c>experiment pareto --out report.md</c>, for scripts and CI. In a data directory
/// of its own that goes with it, so that it can run beside the site.
/// </summary>
internal static class ExperimentCommand
{
    private const string Word = "experiment";

    public static bool IsAskedFor(string[] args) => args is [Word, ..];

    /// <returns>The exit code: 0 when every answer is there, 1 when it failed, 2 when it was asked for wrongly.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Length < 2 || ReadyExperiments.Find(args[1]) is not { } ready)
        {
            await Console.Error.WriteLineAsync($"Name an experiment: {string.Join(", ", ReadyExperiments.All.Select(one => one.Key))}.");
            return 2;
        }
        var settings = new ConfigurationBuilder().AddCommandLine(args[2..]).Build();
        var plan = ready.Plan with
        {
            Contexts = settings.GetValue<int?>("contexts") ?? ready.Plan.Contexts,
            QuestionsPerContext = settings.GetValue<int?>("questions") ?? ready.Plan.QuestionsPerContext,
            Seed = settings.GetValue<uint?>("seed") ?? ready.Plan.Seed,
        };
        var folder = Directory.CreateTempSubdirectory("sleeptime-experiment-");
        try
        {
            var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
            builder.Configuration.AddInMemoryCollection([new("SleepTime:DataDirectory", folder.FullName), new("SleepTime:Sleep:Enabled", "false")]);
            builder.Logging.AddFilter(null, LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
            builder.Services
                .AddActivities().AddStorage(builder.Configuration)
                .AddLlamaCppRuntime()
                .AddGeneration(builder.Configuration)
                .AddModelHosting(builder.Configuration)
                .AddContexts(builder.Configuration, FileReading.Command)
                .AddSleeping(builder.Configuration)
                .AddExperiments();
            using var host = builder.Build();
            await host.StartAsync();
            try
            {
                return await RunAsync(host.Services, ready, plan, settings["out"]);
            }
            finally
            {
                await host.StopAsync();
            }
        }
        catch (InvalidExperimentException invalid)
        {
            await Console.Error.WriteLineAsync(invalid.Message);
            return 2;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<int> RunAsync(IServiceProvider services, ReadyExperiment ready, ExperimentPlan plan, string? path)
    {
        var model = await services.GetRequiredService<ModelHost>().WaitUntilSettledAsync(CancellationToken.None);
        if (model.Hosted is null)
        {
            await Console.Error.WriteLineAsync(model.Failure);
            return 1;
        }
        var experiments = services.GetRequiredService<ExperimentService>();
        var made = await experiments.CreateAsync(ready.Name, ready.Key, plan, LocalUser.Name, CancellationToken.None);
        var view = await UntilEndedAsync(services.GetRequiredService<ActivityFeed>(), experiments, made);
        if (await services.GetRequiredService<ExperimentReader>().ReadAsync(view.Experiment.Id, CancellationToken.None) is not var (figures, cells))
            return 1;
        var report = ExperimentReport.Write(view, ready.Shows, figures, cells);
        if (path is not null)
            await File.WriteAllTextAsync(path, report);
        Console.Write(report);
        if (view.Experiment.State == ExperimentState.Completed)
            return 0;
        await Console.Error.WriteLineAsync(view.Experiment.FailureReason);
        return 1;
    }

    private static async Task<ExperimentView> UntilEndedAsync(ActivityFeed feed, ExperimentService experiments, ExperimentView view)
    {
        using var changed = new SemaphoreSlim(0);
        using var subscription = feed.Subscribe(activity =>
        {
            if (activity is ExperimentChanged && changed.CurrentCount == 0)
                changed.Release();
        });
        while (view.Experiment.State is ExperimentState.Queued or ExperimentState.Running)
        {
            await changed.WaitAsync();
            view = await experiments.FindAsync(view.Experiment.Id, CancellationToken.None) ?? view;
            await Console.Error.WriteAsync($"\r{view.Done:N0} of {view.Experiment.CellCount:N0} answers");
        }
        await Console.Error.WriteLineAsync();
        return view;
    }
}

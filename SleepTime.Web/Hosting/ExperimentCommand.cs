using SleepTime.Engine.Activities;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Experiments;
using SleepTime.Engine.Experiments.Figures;
using SleepTime.Engine.Experiments.Ready;
using SleepTime.Engine.Experiments.Reports;
using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Runtimes;
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

    /// <returns>The exit code: 0 when every answer is there, 1 when it failed or was stopped, 2 when it was asked for wrongly.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        if (ExperimentArguments.Parse(args.AsSpan(1), out var fault) is not { } asked || (fault = FaultOf(asked.Out)) is not null)
        {
            await Console.Error.WriteLineAsync(fault);
            return 2;
        }
        var folder = Directory.CreateTempSubdirectory("sleeptime-experiment-");
        try
        {
            var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
            builder.Configuration.AddInMemoryCollection([new("SleepTime:DataDirectory", folder.FullName), new("SleepTime:Sleep:Enabled", "false")]);
            builder.Logging.AddFilter(null, LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
            builder.Services
                .AddActivities().AddStorage(builder.Configuration)
                .AddModelRuntime()
                .AddGeneration(builder.Configuration)
                .AddModelHosting(builder.Configuration)
                .AddContexts(builder.Configuration, FileReading.Command)
                .AddSleeping(builder.Configuration)
                .AddExperiments();
            using var host = builder.Build();
            await host.StartAsync();
            try
            {
                return await RunAsync(host.Services, asked);
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

    /// <summary>Why the report could not be written there; found out before the work, which would be lost. Null when it can.</summary>
    private static string? FaultOf(string? path)
    {
        if (path is null)
            return null;
        try
        {
            // What is there stays until there is something to put in its place.
            var isNew = !File.Exists(path);
            using (new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write)) { }
            if (isNew)
                File.Delete(path);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return $"The report cannot be written to “{path}”: {failure.Message}";
        }
    }

    private static async Task<int> RunAsync(IServiceProvider services, ExperimentArguments asked)
    {
        var model = await services.GetRequiredService<ModelHost>().WaitUntilSettledAsync(CancellationToken.None);
        if (model.Hosted is null)
        {
            await Console.Error.WriteLineAsync(model.Failure);
            return 1;
        }
        var experiments = services.GetRequiredService<ExperimentService>();
        var made = await experiments.CreateAsync(asked.Ready.Name, asked.Ready.Key, asked.Plan, LocalUser.Name, CancellationToken.None);
        var stopping = services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        var view = await UntilEndedAsync(services.GetRequiredService<ActivityFeed>(), experiments, made, stopping);
        if (await services.GetRequiredService<ExperimentReader>().ReadAsync(view.Experiment.Id, CancellationToken.None) is not var (figures, cells))
            return 1;
        var report = ExperimentReport.Write(view, asked.Ready.Shows, figures, cells);
        Console.Write(report);
        if (asked.Out is { } path)
            await File.WriteAllTextAsync(path, report);
        if (view.Experiment.State == ExperimentState.Completed)
            return 0;
        await Console.Error.WriteLineAsync(stopping.IsCancellationRequested ? $"Stopped after {view.Done:N0} of {view.Experiment.CellCount:N0} answers; the report has these." : view.Experiment.FailureReason);
        return 1;
    }

    /// <summary>Returns when it has ended, or the process is asked to stop.</summary>
    private static async Task<ExperimentView> UntilEndedAsync(ActivityFeed feed, ExperimentService experiments, ExperimentView view, CancellationToken stopping)
    {
        using var changed = new SemaphoreSlim(0);
        using var subscription = feed.Subscribe(activity =>
        {
            if (activity is ExperimentChanged && changed.CurrentCount == 0)
                changed.Release();
        });
        while (view.Experiment.State is ExperimentState.Queued or ExperimentState.Running)
        {
            try
            {
                await changed.WaitAsync(stopping);
            }
            catch (OperationCanceledException)
            {
                break;
            }
            view = await experiments.FindAsync(view.Experiment.Id, CancellationToken.None) ?? view;
            await Console.Error.WriteAsync($"\r{view.Done:N0} of {view.Experiment.CellCount:N0} answers");
        }
        await Console.Error.WriteLineAsync();
        return view;
    }
}

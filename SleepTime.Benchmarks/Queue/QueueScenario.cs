using System.Diagnostics;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.JSInterop;
using MudBlazor.Services;
using SleepTime.Benchmarks.Hosting;
using SleepTime.Benchmarks.Measuring;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Web.Components.Pages.Queue;
using SleepTime.Web.Hosting;

namespace SleepTime.Benchmarks.Queue;

/// <summary>
/// How long the queue's page takes on the server with many jobs: what it reads at each change, and reading and rendering
/// all of it anew, as for a visit. An update of a page that is open renders what differs only.
/// </summary>
internal static class QueueScenario
{
    private const int PageSize = 25;

    public static async Task<int> RunAsync(string[] args)
    {
        var arguments = new BenchmarkArguments(args);
        var (jobs, repetitions) = (arguments.Number("jobs", 1000), arguments.Number("repetitions", 30));
        var report = new Report(
            "queue", $"The queue’s page with {jobs:N0} jobs",
            $"The server’s part of showing {PageSize} of {jobs:N0} jobs: of each hundred ten are done with all that they wrote, two failed, the others wait; {jobs / 20:N0} more texts are skipped.",
            "Reading is what happens at each change: the page of jobs, the counts by state and by the gate’s reason. Reading and rendering is a visit:",
            $"every component made anew, all of it turned into HTML. Milliseconds: median (smallest to largest) of {repetitions}, after one that is not counted.");
        var data = Directory.CreateTempSubdirectory("sleeptime-queue-");
        try
        {
            await using var host = await ProductHost.StartAsync(
                data.FullName, arguments.Text("model"), AddPages, ("SleepTime:Sleep:Enabled", "false"));
            report.Versions(host.Runtime, $"model {host.Model.Id}");
            await QueueFill.RunAsync(host, jobs);

            var pick = await TimeAsync(repetitions, () => host.Get<SleepCheckpoints>().FindNextAsync(CancellationToken.None));
            List<(string Name, Series Read, Series Page)> rows = [];
            foreach (var (name, address, filter, page) in Views(jobs))
            {
                rows.Add((name, await TimeAsync(repetitions, () => ReadAsync(host, filter, page)), await TimeAsync(repetitions, () => RenderAsync(host, address))));
                Console.Error.WriteLine($"{name}: read {rows[^1].Read.ToString("0.0")} ms, page {rows[^1].Page.ToString("0.0")} ms");
            }
            report.Table(
                "The page", ["What is shown", "Reading", "Reading and rendering"],
                rows.Select(row => (string[])[row.Name, row.Read.ToString("0.0"), row.Page.ToString("0.0")]));
            report.Line($"Picking the next job: {pick.ToString("0.0")} ms.");
            report.Goals(
            [
                Goal.AtMost("Slowest page, read and rendered, median, ms", 100, rows.Max(row => row.Page.Median), "0.0"),
                Goal.AtMost("Picking the next job, median, ms", 5, pick.Median, "0.0"),
            ]);
        }
        finally
        {
            data.Delete(recursive: true);
        }
        await report.PublishAsync(arguments);
        return 0;
    }

    // What a page asks for; where a site is, its web server brings these.
    private static void AddPages(HostApplicationBuilder builder) => builder.Services
        .AddMudServices().AddScoped<Asker>().AddSupplyValueFromQueryProvider()
        .AddScoped<NavigationManager, FixedAddress>().AddSingleton<IJSRuntime, NoScripts>();

    private static (string Name, string Address, JobFilter Filter, int Page)[] Views(int jobs)
    {
        var middle = Math.Max(1, jobs / PageSize / 2);
        return
        [
            ("All jobs, the first page", "/queue", JobFilter.All, 1),
            ("All jobs, a page in the middle", $"/queue?page={middle}", JobFilter.All, middle),
            ("Jobs that are done, with notes and verdicts", "/queue?state=completed", new(SleepJobState.Completed, null), 1),
            ("Texts that are not slept on", "/queue?state=skipped", new(null, null, Skipped: true), 1),
        ];
    }

    private static Task<QueueView> ReadAsync(ProductHost host, JobFilter filter, int page) =>
        QueueView.ReadAsync(host.Get<SleepQueue>(), host.Get<SleepSettingsService>(), filter, page, PageSize, CancellationToken.None);

    private static async Task<int> RenderAsync(ProductHost host, string address)
    {
        await using var visit = host.Get<IServiceScopeFactory>().CreateAsyncScope();
        ((FixedAddress)visit.ServiceProvider.GetRequiredService<NavigationManager>()).GoTo(address);
        await using var renderer = new HtmlRenderer(visit.ServiceProvider, host.Get<ILoggerFactory>());
        var html = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<QueuePage>()).ToHtmlString());
        return html.Contains("aria-current", StringComparison.Ordinal) ? html.Length : throw new InvalidOperationException($"{address} was not rendered.");
    }

    private static async Task<Series> TimeAsync<T>(int repetitions, Func<Task<T>> work)
    {
        List<double> times = [];
        for (var i = 0; i <= repetitions; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await work();
            if (i > 0) // the first one compiles
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        return new Series(times);
    }
}

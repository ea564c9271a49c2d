using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using SleepTime.Benchmarks.Hosting;
using SleepTime.Benchmarks.Measuring;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Storage;

namespace SleepTime.Benchmarks.Sleep;

/// <summary>How long a queue of many jobs takes to pick the next and to list a page of them.</summary>
internal static class QueueTiming
{
    private const int Repetitions = 50;

    /// <returns>Medians in milliseconds.</returns>
    public static async Task<(double Pick, double List)> RunAsync(ProductHost host, int jobs)
    {
        await host.Get<SleepQueue>().PauseAsync(CancellationToken.None);
        await FillAsync(host, jobs);
        var pick = await MedianAsync(async () => await host.Get<SleepCheckpoints>().FindNextAsync(CancellationToken.None));
        var list = await MedianAsync(async () => await host.Get<SleepQueue>().ListAsync(1, 25, null, null, CancellationToken.None));
        return (pick, list);
    }

    private static async Task FillAsync(ProductHost host, int jobs)
    {
        var now = DateTimeOffset.UnixEpoch;
        await using var database = await host.Get<IDbContextFactory<SleepTimeDbContext>>().CreateDbContextAsync();
        for (var i = 0; i < jobs; i++)
        {
            var context = new Context { Title = $"Text {i}", Owner = "local", CreatedAt = now };
            var version = new ContextVersion { ContextId = context.Id, Number = 1, Text = $"Maya has {i} marbles.", ContentHash = $"{i}", Tokens = 6, CreatedAt = now };
            context.Versions.Add(version);
            database.Add(context);
            database.Add(new SleepJob
            {
                ContextId = context.Id, ContextVersionId = version.Id, Owner = "local", PassesWanted = 3, Priority = i % 97, CreatedAt = now,
            });
        }
        await database.SaveChangesAsync();
    }

    private static async Task<double> MedianAsync(Func<Task> work)
    {
        List<double> times = [];
        for (var i = 0; i <= Repetitions; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await work();
            // The first one compiles the query.
            if (i > 0)
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        return new Series(times).Median;
    }
}

using System.Net.Http.Json;
using System.Text.Json;
using SleepTime.Benchmarks.Memory;

namespace SleepTime.Benchmarks.Browsers;

/// <summary>How smoothly the page of Insights is drawn while its charts follow what happens.</summary>
/// <param name="Idle">Pictures a second while nothing happens: what this machine draws.</param>
/// <param name="Live">Pictures a second while questions are answered.</param>
/// <param name="LongestGapMs">The longest time between two pictures meanwhile.</param>
/// <param name="LongestTaskMs">The longest time that the page's own work held it up; 0 when nothing took 50 ms.</param>
/// <param name="Asked">Comparisons answered meanwhile.</param>
internal sealed record LiveTiming(double Idle, double Live, double LongestGapMs, double LongestTaskMs, int Asked)
{
    private const string Count = """
        seconds => new Promise(done => {
          const seen = { frames: 0, gap: 0, task: 0 };
          const tasks = new PerformanceObserver(list => { for (const task of list.getEntries()) seen.task = Math.max(seen.task, task.duration); });
          tasks.observe({ entryTypes: ["longtask"] });
          const since = performance.now();
          let last = since;
          const frame = now => {
            seen.frames++; seen.gap = Math.max(seen.gap, now - last); last = now;
            if (now - since < seconds * 1000) return requestAnimationFrame(frame);
            tasks.disconnect();
            done({ ...seen, rate: seen.frames * 1000 / (now - since) });
          };
          requestAnimationFrame(frame);
        })
        """;

    public static async Task<LiveTiming> MeasureAsync(OpenBrowser browser, ServerProcess server, int seconds)
    {
        var contexts = await server.Client.GetFromJsonAsync<JsonElement>("api/v1/contexts");
        var ids = contexts.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!).ToList();
        var page = await browser.GoAsync(server.Client.BaseAddress!, "insights", 1400);
        await Task.Delay(TimeSpan.FromSeconds(3));
        var idle = await page.EvaluateAsync<JsonElement>(Count, seconds / 2);
        using var ended = new CancellationTokenSource();
        var asking = AskAsync(server, ids, ended.Token);
        var live = await page.EvaluateAsync<JsonElement>(Count, seconds);
        await ended.CancelAsync();
        var asked = await asking;
        await page.Context.CloseAsync();
        return new LiveTiming(idle.GetProperty("rate").GetDouble(), live.GetProperty("rate").GetDouble(), live.GetProperty("gap").GetDouble(), live.GetProperty("task").GetDouble(), asked);
    }

    private static async Task<int> AskAsync(ServerProcess server, List<string> contexts, CancellationToken ended)
    {
        var asked = 0;
        while (!ended.IsCancellationRequested)
        {
            using var answered = await server.Client.PostAsJsonAsync("api/v1/answers", new { contextId = contexts[asked % contexts.Count], question = $"How many are there, asked {asked}?", mode = "both", verbosity = 0 }, CancellationToken.None);
            answered.EnsureSuccessStatusCode();
            asked++;
            await Task.Delay(250, CancellationToken.None);
        }
        return asked;
    }
}

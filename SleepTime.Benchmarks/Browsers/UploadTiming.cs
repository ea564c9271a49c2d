using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using SleepTime.Benchmarks.Documents;
using SleepTime.Benchmarks.Memory;

namespace SleepTime.Benchmarks.Browsers;

/// <summary>Many files chosen at once on the page, watched there and on the server until the last one has its end.</summary>
/// <param name="Stored">Contexts that have the very text that was chosen.</param>
/// <param name="Frames">How many pictures the page drew meanwhile.</param>
/// <param name="LongestGapMs">The longest time between two of them.</param>
/// <param name="LongestTaskMs">The longest time that the page's own work held it up; 0 when nothing took 50 ms.</param>
/// <param name="ClickMs">How long somebody who clicked meanwhile waited for what it opens, at most.</param>
internal sealed record UploadTiming(
    int Sent, int Stored, double SentSeconds, double Seconds, int Frames, double LongestGapMs, double LongestTaskMs, double ClickMs, long BytesBefore, long BytesMost, double SlowestMs)
{
    private const string Watch = """
        () => {
          const seen = window.seen = { frames: 0, gap: 0, task: 0, last: performance.now() };
          const frame = now => { seen.frames++; seen.gap = Math.max(seen.gap, now - seen.last); seen.last = now; requestAnimationFrame(frame); };
          requestAnimationFrame(frame);
          new PerformanceObserver(list => { for (const task of list.getEntries()) seen.task = Math.max(seen.task, task.duration); }).observe({ entryTypes: ["longtask"] });
        }
        """;

    // What is not stored by then is told as not stored.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    // What the server draws: the whole way there and back.
    private const string OpenHelp = """
        () => new Promise(done => {
          const since = performance.now();
          document.dispatchEvent(new KeyboardEvent("keydown", { key: "?", bubbles: true }));
          const look = () => document.querySelector("[role=dialog]") ? done(performance.now() - since) : requestAnimationFrame(look);
          requestAnimationFrame(look);
        })
        """;

    public static async Task<UploadTiming> MeasureAsync(OpenBrowser browser, ServerProcess server, int count, int bytes)
    {
        var folder = Directory.CreateTempSubdirectory("sleeptime-files-");
        try
        {
            var texts = Enumerable.Range(1, count).ToDictionary(seed => $"text {seed} of {bytes}.txt", seed => Words.Text(seed, bytes));
            foreach (var (name, text) in texts)
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, name), text);
            return await SendAsync(browser, server, texts, [.. texts.Keys.Select(name => Path.Combine(folder.FullName, name))]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<UploadTiming> SendAsync(OpenBrowser browser, ServerProcess server, Dictionary<string, string> texts, string[] files)
    {
        var page = await browser.GoAsync(server.Client.BaseAddress!, "contexts", 1400);
        await page.Locator(".drop").WaitForAsync();
        await page.EvaluateAsync(Watch);
        var before = server.ResidentBytes();
        using var ended = new CancellationTokenSource();
        var watching = ManyFiles.WatchAsync(server, ended.Token);

        var since = Stopwatch.GetTimestamp();
        await page.Locator(".choose-files").SetInputFilesAsync(files);
        var (uploads, sent, click) = ((IReadOnlyList<JsonElement>)[], 0.0, 0.0);
        while ((uploads.Count < files.Length || uploads.Any(IsUnderway)) && Stopwatch.GetElapsedTime(since) < Patience)
        {
            click = Math.Max(click, await ClickAsync(page));
            await Task.Delay(500);
            uploads = await ListAsync(server, texts);
            sent = uploads.Count == files.Length && sent == 0 ? Stopwatch.GetElapsedTime(since).TotalSeconds : sent;
        }
        var seconds = Stopwatch.GetElapsedTime(since).TotalSeconds;
        await ended.CancelAsync();
        var (most, slowest, _) = await watching;
        var seen = await page.EvaluateAsync<JsonElement>("seen");
        await page.Context.CloseAsync();
        return new UploadTiming(
            files.Length, await CountStoredAsync(server, uploads, texts), sent, seconds, seen.GetProperty("frames").GetInt32(), seen.GetProperty("gap").GetDouble(),
            seen.GetProperty("task").GetDouble(), click, before, most, slowest);
    }

    private static async Task<double> ClickAsync(IPage page)
    {
        var took = await page.EvaluateAsync<double>(OpenHelp);
        // A key that is pressed before the dialog listens is lost.
        while (await page.Locator("[role=dialog]").CountAsync() > 0)
        {
            await page.Keyboard.PressAsync("Escape");
            await Task.Delay(100);
        }
        return took;
    }

    private static bool IsUnderway(JsonElement upload) => upload.GetProperty("state").GetString() is "received" or "extracting";

    private static async Task<IReadOnlyList<JsonElement>> ListAsync(ServerProcess server, Dictionary<string, string> texts)
    {
        List<JsonElement> found = [];
        for (var page = 1; ; page++)
        {
            var items = (await server.Client.GetFromJsonAsync<JsonElement>($"api/v1/uploads?pageSize=100&page={page}")).GetProperty("items").EnumerateArray().ToList();
            found.AddRange(items.Where(item => texts.ContainsKey(item.GetProperty("fileName").GetString()!)));
            if (items.Count < 100)
                return found;
        }
    }

    private static async Task<int> CountStoredAsync(ServerProcess server, IReadOnlyList<JsonElement> uploads, Dictionary<string, string> texts)
    {
        var stored = 0;
        foreach (var upload in uploads)
        {
            if (upload.GetProperty("state").GetString() != "stored")
            {
                Console.Error.WriteLine(upload.GetProperty("detail").GetString());
                continue;
            }
            var context = await server.Client.GetFromJsonAsync<JsonElement>($"api/v1/contexts/{upload.GetProperty("contextId").GetString()}");
            stored += context.GetProperty("text").GetString() == texts[upload.GetProperty("fileName").GetString()!] ? 1 : 0;
        }
        return stored;
    }
}

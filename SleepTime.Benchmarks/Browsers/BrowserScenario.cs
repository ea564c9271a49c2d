using SleepTime.Benchmarks.Measuring;
using SleepTime.Benchmarks.Memory;

namespace SleepTime.Benchmarks.Browsers;

/// <summary>What somebody at a browser sees: the first stage after asking, charts that follow what happens, and many files at once.</summary>
internal static class BrowserScenario
{
    private const int FileBytes = 1_000_000;
    private const double MostFirstStageMs = 200;
    private const int LiveSeconds = 20;

    // A picture every 16.7 ms, but for one in twenty.
    private const double FewestFrames = 57;
    private const double MostGrowthMiB = 300 * 1e6 / 1_048_576;

    public static async Task<int> RunAsync(string[] args)
    {
        var arguments = new BenchmarkArguments(args);
        var (questions, files) = (arguments.Number("questions", 20), arguments.Number("files", 100));
        await using var browser = await OpenBrowser.StartAsync();
        var report = new Report(
            "browser",
            "In the browser",
            $"Chromium {browser.Version}, headless, a fresh profile for each page; the server is a process of its own (Release build, embedded model, settings as they come) on the same machine.",
            $"First stage: from the click on Ask to the first picture on which both columns tell their stage, {questions} questions each; samples slept on.",
            $"Files: {files} texts of {FileBytes:N0} bytes, chosen at once on the page of contexts, sleep off, until the last one is stored. They are longer than the model reads at once, so that each is cut into sections too.");

        Series desktop, phone;
        LiveTiming live;
        await using (var server = await ServerProcess.StartAsync())
        {
            await server.WaitUntilAsleepIsDoneAsync();
            desktop = await AskTiming.MeasureAsync(browser, server, 1400, questions);
            phone = await AskTiming.MeasureAsync(browser, server, 390, questions);
            live = await LiveTiming.MeasureAsync(browser, server, LiveSeconds);
        }
        Console.Error.WriteLine($"First stage, ms: {desktop.ToString("0")} on a desktop, {phone.ToString("0")} on a phone.");
        report.Table("First stage, ms", ["", "Median", "95 %", "Largest"], [Row("Desktop, 1400 px", desktop), Row("Phone, 390 px", phone)]);

        report.Table($"Insights while comparisons are answered, {LiveSeconds} s", ["", ""],
        [
            ["Pictures a second, nothing happening", $"{live.Idle:0.0}"],
            ["Pictures a second, live", $"{live.Live:0.0}"],
            ["The longest time between two", $"{live.LongestGapMs:0} ms"],
            ["Longest task of the page", live.LongestTaskMs == 0 ? "below 50 ms" : $"{live.LongestTaskMs:0} ms"],
            ["Comparisons answered meanwhile", $"{live.Asked}"],
        ]);

        UploadTiming sent;
        await using (var server = await ServerProcess.StartAsync(("SleepTime__Sleep__Enabled", "false")))
        {
            // What only a first file costs is not the others'.
            await UploadTiming.MeasureAsync(browser, server, 1, FileBytes / 10);
            sent = await UploadTiming.MeasureAsync(browser, server, files, FileBytes);
        }
        var growth = MiB(sent.BytesMost - sent.BytesBefore);
        report.Table("Many files at once", ["", ""],
        [
            ["Chosen / stored, text unchanged", $"{sent.Sent} / {sent.Stored}"],
            ["Until the last one had arrived, was stored", $"{sent.SentSeconds:0.0} s, {sent.Seconds:0.0} s"],
            ["Pictures drawn meanwhile, the longest time between two", $"{sent.Frames:N0}, {sent.LongestGapMs:0} ms"],
            ["Longest task of the page", sent.LongestTaskMs == 0 ? "below 50 ms" : $"{sent.LongestTaskMs:0} ms"],
            ["Help, opened again and again meanwhile, the slowest", $"{sent.ClickMs:0} ms"],
            ["Server memory before, most", $"{MiB(sent.BytesBefore):0} MiB, {MiB(sent.BytesMost):0} MiB"],
            ["Lists of contexts asked for meanwhile over HTTP, the slowest", $"{sent.SlowestMs:0} ms"],
        ]);
        report.Goals(
        [
            Goal.AtMost("First stage, desktop, median, ms", MostFirstStageMs, desktop.Median, "0"),
            Goal.AtMost("First stage, phone, median, ms", MostFirstStageMs, phone.Median, "0"),
            Goal.AtLeast("Insights, pictures a second while live", FewestFrames, live.Live, "0.0"),
            Goal.AtLeast("Files stored", sent.Sent, sent.Stored, "0"),
            Goal.AtMost("Growth of server memory, MiB", MostGrowthMiB, growth, "0"),
        ]);
        await report.PublishAsync(arguments);
        return 0;
    }

    private static string[] Row(string what, Series times) => [what, $"{times.Median:0}", $"{times.Percentile(95):0}", $"{times.Max:0}"];

    private static double MiB(long bytes) => bytes / 1_048_576.0;
}

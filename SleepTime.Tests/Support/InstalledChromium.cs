namespace SleepTime.Tests.Support;

/// <summary>The Chromium of this machine, and how it is started. The benchmarks start it alike.</summary>
internal static class InstalledChromium
{
    private static readonly string[] _names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    public static readonly string[] Arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    /// <summary>Null when there is none.</summary>
    public static string? Executable { get; } = Find();

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("SLEEPTIME_TEST_BROWSER") is { Length: > 0 } named)
            return File.Exists(named) ? named : throw new FileNotFoundException($"SLEEPTIME_TEST_BROWSER names {named}, which is not there.");
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return folders.SelectMany(folder => _names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
    }
}

namespace SleepTime.Benchmarks.Hosting;

/// <summary>Where the sources are, seen from this program's output folder.</summary>
internal static class Repository
{
    /// <summary>The output is in SleepTime.Benchmarks/bin/(configuration)/(framework).</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", ".."));
}

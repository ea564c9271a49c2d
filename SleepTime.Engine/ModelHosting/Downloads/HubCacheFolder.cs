namespace SleepTime.Engine.ModelHosting.Downloads;

/// <summary>Where the hub's cache lies: the same place as for other programs on this machine, so that what one fetched serves all.</summary>
internal static class HubCacheFolder
{
    /// <param name="chosen">What the settings say.</param>
    /// <param name="variable">Reads a variable of the environment.</param>
    public static string Of(string? chosen, Func<string, string?> variable, string home)
    {
        if (Given(chosen) is { } setting)
            return Path.GetFullPath(setting);
        if (Given(variable("HF_HUB_CACHE")) is { } cache)
            return Path.GetFullPath(InHome(cache));
        return Path.Combine(Given(variable("HF_HOME")) is { } folder ? Path.GetFullPath(InHome(folder)) : Path.Combine(home, ".cache", "huggingface"), "hub");

        string InHome(string path) => path == "~" || path.StartsWith("~/", StringComparison.Ordinal) ? home + path[1..] : path;
    }

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}

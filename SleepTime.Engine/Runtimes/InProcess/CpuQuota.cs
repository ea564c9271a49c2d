using System.Globalization;

namespace SleepTime.Engine.Runtimes.InProcess;

/// <summary>The share of processors that Linux control groups grant; .NET knows it too, but rounds it up.</summary>
internal static class CpuQuota
{
    /// <summary>Processors, such as 1.5; null without a limit or where there are no control groups.</summary>
    public static double? Read(string processGroups, string root)
    {
        double? smallest = null;
        foreach (var directory in Directories(processGroups, root))
        {
            var quota = ReadVersion2(Path.Combine(directory, "cpu.max")) ?? ReadVersion1(directory);
            if (quota is not null && !(smallest <= quota))
                smallest = quota;
        }

        return smallest;
    }

    /// <summary>The group of this process and those above it: each of them may set a limit.</summary>
    private static IEnumerable<string> Directories(string processGroups, string root)
    {
        if (!File.Exists(processGroups))
            yield break;

        foreach (var line in File.ReadLines(processGroups))
        {
            // "0::/path" for version 2, "4:cpu,cpuacct:/path" for version 1.
            if (line.Split(':', 3) is not [_, var controllers, var path])
                continue;
            if (controllers.Length > 0 && !controllers.Split(',').Contains("cpu"))
                continue;

            var top = controllers.Length == 0 ? root : Path.Combine(root, controllers);
            for (var group = path.Trim('/'); ; group = Path.GetDirectoryName(group) ?? "")
            {
                yield return Path.Combine(top, group);
                if (group.Length == 0)
                    break;
            }
        }
    }

    private static double? ReadVersion2(string file) =>
        Text(file)?.Split(' ') is [var quota, var period] ? Share(quota, period) : null;

    private static double? ReadVersion1(string directory) =>
        Share(Text(Path.Combine(directory, "cpu.cfs_quota_us")), Text(Path.Combine(directory, "cpu.cfs_period_us")));

    private static double? Share(string? quota, string? period) =>
        double.TryParse(quota, CultureInfo.InvariantCulture, out var microseconds)
        && double.TryParse(period, CultureInfo.InvariantCulture, out var per)
        && microseconds > 0 && per > 0
            ? microseconds / per
            : null;

    private static string? Text(string file) => File.Exists(file) ? File.ReadAllText(file).Trim() : null;
}

namespace SleepTime.Engine.Runtimes.LlamaCpp;

/// <summary>How many threads compute, when nobody says.</summary>
internal static class ComputeThreads
{
    /// <summary>
    /// The processors that this process may use up. Threads meet after every operation, so one that is throttled holds
    /// up all: a share of 3.5 processors makes 3.
    /// </summary>
    public static int Choose() => Choose(Environment.ProcessorCount, CpuQuota.Read("/proc/self/cgroup", "/sys/fs/cgroup"));

    /// <param name="processors">Those that the affinity mask allows; .NET has rounded a quota up in it.</param>
    /// <param name="quota">Processors that the control group grants; null without a limit.</param>
    public static int Choose(int processors, double? quota)
    {
        var usable = Math.Max(1, Math.Min(processors, (int)Math.Floor(quota ?? processors)));
        // One is left to the pages, unless that would halve the speed.
        return usable > 2 ? usable - 1 : usable;
    }
}

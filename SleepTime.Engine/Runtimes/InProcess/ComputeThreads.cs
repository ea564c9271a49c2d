namespace SleepTime.Engine.Runtimes.InProcess;

/// <summary>How many threads compute, when nobody says.</summary>
internal static class ComputeThreads
{
    // The embedded model is a tenth of this, the smallest model of general use ten times as much.
    private const long SmallModelBytes = 64 << 20;

    /// <summary>
    /// The processors that this process may use up. Threads meet after every operation, so one that is throttled holds
    /// up all: a share of 3.5 processors makes 3.
    /// </summary>
    /// <param name="modelBytes">
    /// Size of the weights. The operations of a small model are over before a second thread has been waited for, and on
    /// a machine with other work the waiting made it fifteen times slower: it gets one thread.
    /// </param>
    public static int Choose(long modelBytes) =>
        Choose(modelBytes, Environment.ProcessorCount, CpuQuota.Read("/proc/self/cgroup", "/sys/fs/cgroup"));

    /// <param name="modelBytes">Size of the weights.</param>
    /// <param name="processors">Those that the affinity mask allows; .NET has rounded a quota up in it.</param>
    /// <param name="quota">Processors that the control group grants; null without a limit.</param>
    public static int Choose(long modelBytes, int processors, double? quota)
    {
        if (modelBytes < SmallModelBytes)
            return 1;

        var usable = Math.Max(1, Math.Min(processors, (int)Math.Floor(quota ?? processors)));
        // One is left to the pages, unless that would halve the speed.
        return usable > 2 ? usable - 1 : usable;
    }
}

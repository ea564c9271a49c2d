using System.Runtime.InteropServices;

namespace SleepTime.Benchmarks;

/// <summary>The line that says where a table was measured.</summary>
internal static class MachineDescription
{
    public static string Line() =>
        $"{Processor()}, {Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1L << 30)} GiB; " +
        $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}; {RuntimeInformation.FrameworkDescription}";

    private static string Processor()
    {
        const string cpuInfo = "/proc/cpuinfo";
        var line = File.Exists(cpuInfo) ? File.ReadLines(cpuInfo).FirstOrDefault(text => text.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line is null ? "processor unknown" : line[(line.IndexOf(':') + 1)..].Trim();
    }
}

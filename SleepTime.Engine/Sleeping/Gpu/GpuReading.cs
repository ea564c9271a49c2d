namespace SleepTime.Engine.Sleeping.Gpu;

/// <summary>What loads the GPUs.</summary>
/// <param name="Processes">Those that used one during the driver's last sample period, this one among them.</param>
/// <param name="NotRead">Why nothing could be read, as a sentence; null when it could.</param>
internal sealed record GpuReading(IReadOnlyList<GpuProcess> Processes, string? NotRead)
{
    public static GpuReading Unread(string why) => new([], why);
}

/// <param name="Id">Of the process, as the driver knows it.</param>
/// <param name="Percent">How much of one GPU's computing it used, 0 to 100.</param>
internal sealed record GpuProcess(uint Id, uint Percent);

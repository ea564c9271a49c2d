namespace SleepTime.Engine.Sleeping.Gpu;

/// <summary>Reads from NVIDIA's driver which processes load the GPUs. Thread-safe: the library is.</summary>
internal sealed class NvmlGpuReader(TimeProvider time) : IGpuReader
{
    public const string NoDriver = "No driver of a GPU tells who uses it, so sleep does not look.";

    // The driver takes a sample at least once a second.
    private static readonly TimeSpan _recent = TimeSpan.FromSeconds(2);

    private readonly Lazy<NvmlLibrary?> _library = new(() => NvmlLibrary.TryLoad() is { } library && library.TryInit() ? library : null);

    public GpuReading Read()
    {
        if (_library.Value is not { } library || library.CountDevices(out var devices) != NvmlLibrary.Success || devices == 0)
            return GpuReading.Unread(NoDriver);

        var since = (ulong)((time.GetUtcNow() - _recent - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        List<GpuProcess> processes = [];
        for (var index = 0u; index < devices; index++)
        {
            if (library.FindDevice(index, out var device) != NvmlLibrary.Success || !TryRead(library, device, since, processes))
                return GpuReading.Unread($"The driver does not tell who uses GPU {index}, so sleep does not look.");
        }
        return new GpuReading(processes, null);
    }

    private static bool TryRead(NvmlLibrary library, nint device, ulong since, List<GpuProcess> processes)
    {
        var count = 0u;
        var result = library.ReadProcesses(device, null, ref count, since);
        if (result == NvmlLibrary.NotFound || (result == NvmlLibrary.Success && count == 0))
            return true; // Nobody used it.
        if (result is not (NvmlLibrary.InsufficientSize or NvmlLibrary.Success))
            return false;
        var samples = new NvmlLibrary.Sample[count];
        result = library.ReadProcesses(device, samples, ref count, since);
        if (result == NvmlLibrary.NotFound)
            return true;
        if (result != NvmlLibrary.Success)
            return false;
        processes.AddRange(samples.Take((int)count).Where(sample => sample.TakenAtMicroseconds >= since).Select(sample => new GpuProcess(sample.ProcessId, Math.Min(100, sample.ComputePercent))));
        return true;
    }
}

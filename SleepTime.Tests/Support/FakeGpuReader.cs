using SleepTime.Engine.Sleeping.Gpu;

namespace SleepTime.Tests.Support;

/// <summary>A driver that tells what a test wants, and counts how often it is asked.</summary>
internal sealed class FakeGpuReader : IGpuReader
{
    public GpuReading Reading { get; set; } = new([], null);

    public int Reads { get; private set; }

    public GpuReading Read()
    {
        Reads++;
        return Reading;
    }
}

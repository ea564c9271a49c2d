namespace SleepTime.Engine.Sleeping.Gpu;

/// <summary>The edge to the graphics driver.</summary>
internal interface IGpuReader
{
    /// <summary>What loads the GPUs right now. Takes some milliseconds; never throws.</summary>
    GpuReading Read();
}

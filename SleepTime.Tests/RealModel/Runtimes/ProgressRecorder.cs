namespace SleepTime.Tests.RealModel.Runtimes;

/// <summary>Records progress on the thread that reports it, unlike <see cref="Progress{T}"/>.</summary>
internal sealed class ProgressRecorder(Action<float>? onReport = null) : IProgress<float>
{
    public List<float> Reports { get; } = [];

    public void Report(float value)
    {
        Reports.Add(value);
        onReport?.Invoke(value);
    }
}

using Microsoft.Extensions.Options;

namespace SleepTime.Engine.Sleeping.Gpu;

/// <summary>
/// Whether another process loads a GPU more than the settings allow. Looks at most once in <see cref="LookEvery"/>, since
/// the gate asks often. In a container that numbers its processes by itself this one cannot be told from others, so that
/// sleep waits a moment after each of its own passes there. Thread-safe.
/// </summary>
public sealed class GpuWatch
{
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    private readonly IGpuReader _reader;
    private readonly TimeProvider _time;
    private readonly double _most;
    private readonly Lock _gate = new();
    private readonly uint _own = (uint)Environment.ProcessId;
    private GpuReading? _last;
    private long _lookedAt;

    internal GpuWatch(IGpuReader reader, TimeProvider time, IOptions<SleepOptions> options) =>
        (_reader, _time, _most) = (reader, time, options.Value.OtherGpuPercent);

    /// <summary>Why it is too busy, as a sentence; null when it is not, or nobody can tell.</summary>
    public string? Busy
    {
        get
        {
            if (_most >= 100)
                return null;
            var others = Look().Processes.Where(process => process.Id != _own).GroupBy(process => process.Id)
                .Select(group => new GpuProcess(group.Key, group.Max(process => process.Percent))).ToList();
            // Several together load it as much as one; a process on several GPUs counts by its busiest.
            var used = Math.Min(100, others.Sum(process => process.Percent));
            if (used <= _most || others.MaxBy(process => process.Percent) is not { } heaviest)
                return null;
            return others.Count == 1
                ? FormattableString.Invariant($"Process {heaviest.Id} uses {used} % of the GPU; sleep waits until it uses no more than {_most:0.#} %.")
                : FormattableString.Invariant($"{others.Count} other processes use {used} % of the GPU, most of it process {heaviest.Id}; sleep waits until they use no more than {_most:0.#} %.");
        }
    }

    /// <summary>Why nobody looks, as a sentence; null when somebody does.</summary>
    public string? NotRead => _most >= 100 ? "The settings let other processes use the GPU as they like, so sleep does not look." : Look().NotRead;

    private GpuReading Look()
    {
        lock (_gate)
        {
            if (_last is null || _time.GetElapsedTime(_lookedAt) >= LookEvery)
                (_last, _lookedAt) = (_reader.Read(), _time.GetTimestamp());
            return _last;
        }
    }
}

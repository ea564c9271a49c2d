namespace SleepTime.Engine.Experiments.Figures;

/// <summary>
/// Random numbers that any language draws alike in a few lines, so that intervals can be computed again elsewhere: SplitMix64
/// (Steele, Lea and Flood 2014). Not thread-safe.
/// </summary>
internal struct SplitMix64(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A number from 0 to <paramref name="below"/> − 1: the high half of the next 64 bits times <paramref name="below"/>.</summary>
    public int Next(int below)
    {
        var mixed = _state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (int)Math.BigMul(mixed ^ (mixed >> 31), (ulong)below, out _);
    }
}

namespace SleepTime.Benchmarks.Models;

/// <summary>Uniform random numbers that are the same with every version of .NET: xorshift64* (Vigna, 2016).</summary>
internal sealed class RandomNumbers(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Fills with numbers of mean 0 and the given standard deviation.</summary>
    public void Fill(Span<Half> numbers, double deviation)
    {
        var scale = (float)(deviation * Math.Sqrt(12) / (1 << 24));
        foreach (ref var number in numbers)
            number = (Half)(((int)(Next() >> 40) - (1 << 23)) * scale);
    }

    private ulong Next()
    {
        _state ^= _state >> 12;
        _state ^= _state << 25;
        _state ^= _state >> 27;
        return _state * 2685821657736338717;
    }
}

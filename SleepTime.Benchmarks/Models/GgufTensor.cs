namespace SleepTime.Benchmarks.Models;

/// <summary>Where a tensor's numbers are: rows of <see cref="Width"/> numbers each.</summary>
/// <param name="Type">GGML type: 0 for F32, 1 for F16, 8 for Q8_0, where all bytes zero are zeroes too.</param>
/// <param name="Position">First byte in the file.</param>
internal sealed record GgufTensor(string Name, long Width, uint Type, long Position)
{
    public const uint Float32 = 0;
    public const uint Float16 = 1;
    private const uint Q8 = 8;

    /// <exception cref="InvalidOperationException">The tensor is of another type.</exception>
    public long RowBytes => Type switch
    {
        Float32 => Width * 4,
        Float16 => Width * 2,
        Q8 => Width / 32 * 34, // a scale in half precision and 32 bytes
        _ => throw new InvalidOperationException($"{Name} is of type {Type}; only F32, F16 and Q8_0 can be changed."),
    };
}

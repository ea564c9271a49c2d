namespace SleepTime.Benchmarks.Models;

/// <summary>Where a tensor's numbers are: rows of <see cref="Width"/> numbers each.</summary>
/// <param name="Type">GGML type, 0 for F32 and 1 for F16.</param>
/// <param name="Position">First byte in the file.</param>
internal sealed record GgufTensor(string Name, long Width, uint Type, long Position)
{
    public const uint Float32 = 0;
    public const uint Float16 = 1;

    /// <exception cref="InvalidOperationException">The tensor is quantised.</exception>
    public long RowBytes => Type switch
    {
        Float32 => Width * 4,
        Float16 => Width * 2,
        _ => throw new InvalidOperationException($"{Name} is quantised (type {Type}); only F32 and F16 can be changed."),
    };
}

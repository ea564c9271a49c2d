namespace SleepTime.Benchmarks.Models;

/// <param name="Dimensions">In the order of the file: the input's width first.</param>
internal sealed record RandomTensor(string Name, int[] Dimensions)
{
    public const string Output = "output.weight";

    /// <summary>Norms stay in 32 bits.</summary>
    public bool IsNorm => Dimensions.Length == 1;

    public int Count => Dimensions.Aggregate((a, b) => a * b);

    public long Bytes => (long)Count * (IsNorm ? sizeof(float) : sizeof(ushort));
}

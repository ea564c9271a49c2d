namespace SleepTime.Benchmarks.Measuring;

/// <summary>The same figure measured several times. Percentiles by linear interpolation between the two nearest values.</summary>
internal sealed class Series(IEnumerable<double> values)
{
    private readonly double[] _sorted = [.. values.Order()];

    public int Count => _sorted.Length;

    public double Median => Percentile(50);

    public double Min => _sorted[0];

    public double Max => _sorted[^1];

    /// <exception cref="InvalidOperationException">Nothing was measured.</exception>
    public double Percentile(double percent)
    {
        if (Count == 0)
            throw new InvalidOperationException("Nothing was measured: let it run for longer.");
        var at = percent / 100 * (Count - 1);
        var below = (int)at;
        var above = Math.Min(below + 1, Count - 1);
        return _sorted[below] + ((_sorted[above] - _sorted[below]) * (at - below));
    }

    /// <summary>Median with the smallest and largest value.</summary>
    public string ToString(string format) => $"{Median.ToString(format)} ({Min.ToString(format)} to {Max.ToString(format)})";
}

namespace SleepTime.Engine.Experiments.Figures;

/// <summary>How many of how many were right. Pure.</summary>
public readonly record struct Share(int Right, int Count)
{
    private const double Z = 1.959964;

    /// <summary>0 to 1; not a number where nothing was measured.</summary>
    public double Value => (double)Right / Count;

    /// <summary>Confidence interval by Wilson's score (1927) at 95 %.</summary>
    public (double Low, double High) Interval
    {
        get
        {
            double n = Count;
            var centre = (Value + Z * Z / (2 * n)) / (1 + Z * Z / n);
            var half = Z / (1 + Z * Z / n) * Math.Sqrt(Value * (1 - Value) / n + Z * Z / (4 * n * n));
            return (centre - half, centre + half);
        }
    }

    public static Share Of(IEnumerable<bool> outcomes)
    {
        var (right, count) = (0, 0);
        foreach (var outcome in outcomes)
        {
            count++;
            right += outcome ? 1 : 0;
        }
        return new Share(right, count);
    }

    /// <summary>A dash where nothing was measured.</summary>
    public override string ToString() => Count == 0 ? "—" : $"{Value * 100:0.0} %";
}

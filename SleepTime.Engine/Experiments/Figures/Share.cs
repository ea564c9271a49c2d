using SleepTime.Engine.Insights.Figures;

namespace SleepTime.Engine.Experiments.Figures;

/// <summary>How many of how many were right. Pure.</summary>
public readonly record struct Share(int Right, int Count)
{
    /// <summary>0 to 1; not a number where nothing was measured.</summary>
    public double Value => (double)Right / Count;

    /// <summary>Confidence interval at 95 %, 0 to 1; null where nothing was measured.</summary>
    public WilsonInterval? Interval => Count == 0 ? null : WilsonInterval.Of(Right, Count);

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

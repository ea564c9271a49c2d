namespace SleepTime.Engine.Insights.Figures;

/// <summary>The 95 % interval of a share, by Wilson's score (1927): sound for few cases and for shares near 0 and 1. Pure.</summary>
public sealed record WilsonInterval(double Low, double High)
{
    private const double Z = 1.959963984540054;

    /// <param name="all">1 or more.</param>
    public static WilsonInterval Of(int right, int all)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(all, 1);
        return Of((double)right / all, (double)all);
    }

    /// <param name="share">0 to 1.</param>
    /// <param name="all">Above 0; of answers that are no independent draws, as many as tell as much.</param>
    internal static WilsonInterval Of(double share, double all)
    {
        var square = Z * Z;
        var middle = share + (square / (2 * all));
        var reach = Z * Math.Sqrt((share * (1 - share) / all) + (square / (4.0 * all * all)));
        return new WilsonInterval(Math.Max(0, (middle - reach) / (1 + (square / all))), Math.Min(1, (middle + reach) / (1 + (square / all))));
    }
}

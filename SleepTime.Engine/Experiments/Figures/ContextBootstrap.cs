namespace SleepTime.Engine.Experiments.Figures;

/// <summary>
/// How far a figure over answers can be told: a bootstrap over contexts. Answers about one context share its text and its
/// notes, and repeats share their question, so that they are no independent draws. Pure; the same answers give the same interval.
/// </summary>
public static class ContextBootstrap
{
    private const int Resamples = 2_000;
    private const int Seed = 20_250_417;

    /// <param name="sums">For each context what its answers add up to, all of one length.</param>
    /// <param name="figure">From the sums over all contexts.</param>
    /// <returns>
    /// The interval that holds 95 % of the figures of resampled contexts; null where one of them has no value, and for a single
    /// context, which tells nothing of others.
    /// </returns>
    public static (double Low, double High)? Interval(IReadOnlyList<double[]> sums, Func<double[], double> figure)
    {
        if (sums.Count < 2)
            return null;
        var random = new SplitMix64(Seed);
        var figures = new double[Resamples];
        var all = new double[sums[0].Length];
        for (var i = 0; i < Resamples; i++)
        {
            Array.Clear(all);
            for (var j = 0; j < sums.Count; j++)
            {
                var drawn = sums[random.Next(sums.Count)];
                for (var k = 0; k < all.Length; k++)
                    all[k] += drawn[k];
            }
            figures[i] = figure(all);
            if (!double.IsFinite(figures[i]))
                return null;
        }
        Array.Sort(figures);
        return (figures[(int)(0.025 * (Resamples - 1))], figures[(int)Math.Ceiling(0.975 * (Resamples - 1))]);
    }

    /// <summary>Of the mean of values that belong to contexts.</summary>
    /// <returns>As of <see cref="Interval"/>.</returns>
    public static (double Low, double High)? OfMean(IEnumerable<(string Context, double Value)> values) =>
        Interval([.. values.GroupBy(value => value.Context).Select(context => new[] { context.Sum(value => value.Value), context.Count() })], sums => sums[0] / sums[1]);
}

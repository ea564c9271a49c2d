namespace SleepTime.Engine.Experiments.Figures;

/// <summary>How far the mean of paired differences can be told: a bootstrap over the pairs. Pure; the same differences give the same interval.</summary>
public static class PairedBootstrap
{
    private const int Resamples = 2_000;
    private const int Seed = 20_250_417;

    /// <param name="differences">One for each pair, at least one.</param>
    /// <returns>The interval that holds 95 % of the means of resampled pairs.</returns>
    public static (double Low, double High) Interval(IReadOnlyList<double> differences)
    {
        ArgumentOutOfRangeException.ThrowIfZero(differences.Count);
        var random = new Random(Seed);
        var means = new double[Resamples];
        for (var i = 0; i < Resamples; i++)
        {
            double sum = 0;
            for (var j = 0; j < differences.Count; j++)
                sum += differences[random.Next(differences.Count)];
            means[i] = sum / differences.Count;
        }
        Array.Sort(means);
        return (means[(int)(0.025 * (Resamples - 1))], means[(int)Math.Ceiling(0.975 * (Resamples - 1))]);
    }
}

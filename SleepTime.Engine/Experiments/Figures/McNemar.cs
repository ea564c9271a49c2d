namespace SleepTime.Engine.Experiments.Figures;

/// <summary>Whether two ways of answering the same questions differ in how many are right: McNemar's test, exact. Pure.</summary>
public static class McNemar
{
    /// <param name="onlyOne">Questions that the one had right and the other wrong, 0 or more.</param>
    /// <param name="onlyOther">The other way round.</param>
    /// <returns>The two-sided p: how likely so uneven a split is by chance; 1 where they never differ.</returns>
    public static double PValue(int onlyOne, int onlyOther)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(onlyOne);
        ArgumentOutOfRangeException.ThrowIfNegative(onlyOther);
        var n = onlyOne + onlyOther;
        // Binomial coefficients as logarithms: they outgrow a double from about a thousand on.
        double logChoose = 0, tail = 0;
        for (var k = 0; k <= Math.Min(onlyOne, onlyOther); k++)
        {
            tail += Math.Exp(logChoose - (n * Math.Log(2)));
            logChoose += Math.Log(n - k) - Math.Log(k + 1);
        }
        return Math.Min(1, 2 * tail);
    }
}

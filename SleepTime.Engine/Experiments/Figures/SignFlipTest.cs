namespace SleepTime.Engine.Experiments.Figures;

/// <summary>
/// Whether two ways of answering the same questions differ in how many are right: the exact sign-flip test over contexts,
/// which are what is drawn independently. With one question on each context it is McNemar's exact test. Pure.
/// </summary>
public static class SignFlipTest
{
    // Beyond so many standard deviations there is less than any p that is told.
    private const double Reach = 9;

    /// <param name="differences">For each context, how many more the one had right than the other, negative where the other had more.</param>
    /// <returns>The two-sided p: how likely a sum so far from 0 is, were each difference as likely with the other sign; 1 where they never differ.</returns>
    public static double PValue(IEnumerable<int> differences)
    {
        List<int> uneven = [.. differences.Where(difference => difference != 0)];
        var (sum, most) = (Math.Abs(uneven.Sum()), uneven.Sum(Math.Abs));
        // The distribution of the sum over all signs, one context after the other, from −edge to edge.
        var edge = (int)Math.Min(most, Math.Ceiling(Reach * Math.Sqrt(uneven.Sum(difference => (double)difference * difference))));
        if (sum > edge)
            return 0;
        var (chances, next) = (new double[(2 * edge) + 1], new double[(2 * edge) + 1]);
        chances[edge] = 1;
        foreach (var size in uneven.Select(Math.Abs))
        {
            for (var at = 0; at < next.Length; at++)
                next[at] = ((at >= size ? chances[at - size] : 0) + (at + size < chances.Length ? chances[at + size] : 0)) / 2;
            (chances, next) = (next, chances);
        }
        return Math.Min(1, chances.Where((_, at) => Math.Abs(at - edge) >= sum).Sum());
    }
}

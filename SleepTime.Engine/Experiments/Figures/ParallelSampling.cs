namespace SleepTime.Engine.Experiments.Figures;

/// <summary>How often several answers to the same question hold the right one.</summary>
/// <param name="Samples">Answers taken together: the k of pass@k.</param>
/// <param name="Tokens">Completion tokens of all of them, on average.</param>
/// <param name="PassAtK">Share of questions of which one of them is right, 0 to 1: what an oracle that knows which one would reach.</param>
/// <param name="Majority">Share of questions of which the answer given most often is right, 0 to 1.</param>
/// <param name="Questions">That have so many answers.</param>
public sealed record SamplingPoint(
    Arm Arm, int Samples, double Tokens, double PassAtK, (double Low, double High)? PassInterval, double Majority, (double Low, double High)? MajorityInterval, int Questions);

/// <summary>Parallel sampling at test time (Lin et al. 2025, 5.1), from the repeats of an experiment. Intervals are at 95 %; see <see cref="ContextBootstrap"/>. Pure.</summary>
public static class ParallelSampling
{
    private static readonly int[] _ks = [1, 2, 3, 5, 8, 10, 15, 20];

    public static IReadOnlyList<SamplingPoint> Of(IEnumerable<Arm> arms, IReadOnlyList<ExperimentCell> cells)
    {
        var byArm = cells.Where(cell => !cell.Failed).ToLookup(cell => cell.Arm);
        return [.. arms.SelectMany(arm => Of(arm, [.. byArm[arm].GroupBy(cell => cell.Question).Select(group => group.OrderBy(cell => cell.Repeat).ToList())]))];
    }

    private static IEnumerable<SamplingPoint> Of(Arm arm, IReadOnlyList<IReadOnlyList<ExperimentCell>> questions)
    {
        var most = questions.Select(answers => answers.Count).DefaultIfEmpty().Max();
        foreach (var k in _ks.Where(k => k <= most))
        {
            var enough = questions.Where(answers => answers.Count >= k).ToList();
            List<(string Context, double Value)> pass = [.. enough.Select(answers => (answers[0].Context, PassAt(k, answers.Count, answers.Count(cell => cell.IsRight))))];
            List<(string Context, double Value)> majority = [.. enough.Select(answers => (answers[0].Context, answers.Chunk(k).Where(some => some.Length == k).Average(some => IsMajorityRight(some) ? 1.0 : 0)))];
            yield return new SamplingPoint(
                arm, k, k * enough.Average(answers => answers.Average(cell => cell.CompletionTokens)),
                pass.Average(point => point.Value), ContextBootstrap.OfMean(pass), majority.Average(point => point.Value), ContextBootstrap.OfMean(majority), enough.Count);
        }
    }

    /// <summary>How likely one of k answers drawn from n without putting back is right, when c of the n are: 1 − C(n − c, k) / C(n, k).</summary>
    /// <param name="k">1 to n.</param>
    public static double PassAt(int k, int n, int c)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, n);
        var none = 1.0;
        for (var i = 0; i < k; i++)
            none *= Math.Max(0, (double)(n - c - i) / (n - i));
        return 1 - none;
    }

    /// <summary>Whether the answer given most often is right; of those given as often, the one given first.</summary>
    internal static bool IsMajorityRight(IReadOnlyList<ExperimentCell> answers)
    {
        // Those without an answer have no vote.
        var votes = answers.Where(cell => !string.IsNullOrWhiteSpace(cell.Given)).GroupBy(cell => Vote.Of(cell.Given!));
        return votes.MaxBy(group => group.Count())?.First().IsRight == true;
    }
}

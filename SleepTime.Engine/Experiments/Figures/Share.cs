using SleepTime.Engine.Insights.Figures;

namespace SleepTime.Engine.Experiments.Figures;

/// <summary>How many of how many were right. Pure.</summary>
public readonly record struct Share(int Right, int Count)
{
    /// <summary>How many independent answers would tell as much: fewer than there are where answers belong together; null for as many.</summary>
    public double? Effective { get; init; }

    /// <summary>0 to 1; not a number where nothing was measured.</summary>
    public double Value => (double)Right / Count;

    /// <summary>Confidence interval at 95 %, 0 to 1; null where nothing was measured.</summary>
    public WilsonInterval? Interval => Count == 0 ? null : WilsonInterval.Of(Value, Effective ?? Count);

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

    /// <summary>
    /// Of answers that belong to contexts: answers about one context come out alike, so that its interval is as wide as that
    /// of as many answers as there would be without this (the design effect of Kish 1965, estimated between contexts).
    /// </summary>
    public static Share Of(IEnumerable<(string Context, bool IsRight)> outcomes)
    {
        var contexts = outcomes.GroupBy(outcome => outcome.Context).Select(context => (Right: context.Count(outcome => outcome.IsRight), Count: context.Count())).ToList();
        var share = new Share(contexts.Sum(context => context.Right), contexts.Sum(context => context.Count));
        return contexts.Count == share.Count ? share : share with { Effective = EffectiveCount(share, contexts) };
    }

    private static double EffectiveCount(Share all, List<(int Right, int Count)> contexts)
    {
        var share = all.Value;
        if (contexts.Count < 2)
            return contexts.Count;
        // All right or all wrong says nothing of how alike answers about one context are; one that came out otherwise would be alone in its own.
        if (all.Right == 0 || all.Right == all.Count)
            return all.Count;
        var between = contexts.Sum(context => Math.Pow(context.Right - (share * context.Count), 2)) * contexts.Count / (contexts.Count - 1);
        return Math.Clamp(share * (1 - share) * all.Count * all.Count / between, contexts.Count, all.Count);
    }

    /// <summary>A dash where nothing was measured.</summary>
    public override string ToString() => Count == 0 ? "—" : $"{Value * 100:0.0} %";
}

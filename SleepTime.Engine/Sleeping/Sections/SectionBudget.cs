namespace SleepTime.Engine.Sleeping.Sections;

/// <summary>What a part of a long text may spend of the tokens of its job. Pure.</summary>
internal static class SectionBudget
{
    /// <summary>An even share of what is left for the parts that are left, but no less than one pass of all runs; null without a limit.</summary>
    /// <param name="left">Parts without notes, this one among them, 1 or more.</param>
    /// <param name="pass">Most tokens of a pass.</param>
    public static int? Of(SleepJob job, int left, int pass) => job.TokenBudget is { } budget
        ? Math.Max(1, Math.Min(Left(job, budget), Math.Max(pass * job.Samples, Left(job, budget) / left)))
        : null;

    // Without what the part itself has spent by now: its share stays the same from its first pass to its last.
    private static int Left(SleepJob job, int budget) => budget - job.SectionUsage.CompletionTokens;
}

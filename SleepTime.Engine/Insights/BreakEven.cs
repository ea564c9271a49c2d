namespace SleepTime.Engine.Insights;

/// <summary>
/// From how many questions on sleep is cheaper: N* = S / (t(B − b) − wL). The cost model is that of Lin et al. 2025
/// (arXiv 2504.13171, 5.3), in which a token at test time costs t times as much as one asleep because somebody waits for
/// it; the term wL, for the notes that a SleepTime prompt has on top, is ours. All costs are in completion tokens of
/// sleep. Pure.
/// </summary>
/// <param name="SleepTokens">S: completion tokens spent asleep, 0 or more.</param>
/// <param name="StandardTokens">B: mean completion tokens of an answer without notes, 0 or more.</param>
/// <param name="SleepTimeTokens">b: mean completion tokens of an answer with notes, 0 or more.</param>
/// <param name="ExtraInputTokens">L: mean prompt tokens that had to be read for an answer with notes beyond those without; cached ones do not count. May be negative.</param>
/// <param name="TestTokenPrice">t: price of a completion token while somebody waits, 1 for that of one asleep.</param>
/// <param name="InputTokenPrice">w: price of a prompt token that has to be read.</param>
public sealed record BreakEven(
    double SleepTokens, double StandardTokens, double SleepTimeTokens, double ExtraInputTokens, double TestTokenPrice, double InputTokenPrice)
{
    /// <summary>What a question saves: t(B − b) − wL. Negative when notes make it dearer.</summary>
    public double SavedPerQuestion => (TestTokenPrice * (StandardTokens - SleepTimeTokens)) - (InputTokenPrice * ExtraInputTokens);

    /// <summary>N*: questions after which sleep has paid, a whole number or not; null when it never does.</summary>
    public double? Questions => SavedPerQuestion > 0 ? SleepTokens / SavedPerQuestion : null;

    /// <summary>What a question costs with notes when <paramref name="questions"/> of them share the sleep: t·b + wL + S/N.</summary>
    /// <param name="questions">1 or more.</param>
    public double CostPerQuestion(int questions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(questions, 1);
        return (TestTokenPrice * SleepTimeTokens) + (InputTokenPrice * ExtraInputTokens) + (SleepTokens / questions);
    }

    /// <summary>What a question costs without notes: t·B.</summary>
    public double StandardCost => TestTokenPrice * StandardTokens;

    /// <summary>Why it never pays, in a sentence; null when it does.</summary>
    public string? WhyNever
    {
        get
        {
            if (SavedPerQuestion > 0)
                return null;
            return StandardTokens <= SleepTimeTokens
                ? FormattableString.Invariant($"answers from notes take {SleepTimeTokens:0.#} tokens, no fewer than the {StandardTokens:0.#} from the text alone.")
                : FormattableString.Invariant($"reading {ExtraInputTokens:0} more prompt tokens a question costs more than the {StandardTokens - SleepTimeTokens:0.#} tokens that notes save.");
        }
    }
}

namespace SleepTime.Engine.Overview;

/// <summary>How far sleep on one context has paid.</summary>
/// <param name="Questions">Answered from its notes.</param>
/// <param name="Needed">Questions after which it has paid, a whole number.</param>
/// <param name="SavedPerQuestion">What a question saves, in tokens of sleep.</param>
/// <param name="ReachedAt">When the question was asked that made it pay; null where that is yet to come.</param>
public sealed record PayingContext(Guid ContextId, string Title, int Questions, double Needed, long SleepTokens, double SavedPerQuestion, DateTimeOffset? ReachedAt)
{
    /// <summary>Questions that are still missing; 0 when it has paid.</summary>
    public double Left => Math.Max(0, Needed - Questions);
}

/// <summary>What sleep saved within the last week, and where it has paid.</summary>
/// <param name="Since">From when on.</param>
/// <param name="Asleep">Completion tokens that sleep stored since.</param>
/// <param name="Saved">Completion tokens that SleepTime runs needed less than the Standard runs of their comparisons; negative when more, null without a comparison.</param>
/// <param name="Net">Saved less asleep; null without a comparison.</param>
/// <param name="Comparisons">What the savings rest on.</param>
/// <param name="Measured">Contexts of whose present text it is known what notes save.</param>
/// <param name="Reached">Of these, where sleep has paid, since whenever.</param>
/// <param name="Lately">Where it came to pay since, the last first.</param>
/// <param name="Nearest">Where the fewest questions are missing.</param>
public sealed record PaidOff(
    DateTimeOffset Since, long Asleep, long? Saved, long? Net, int Comparisons, int Measured, int Reached, IReadOnlyList<PayingContext> Lately, IReadOnlyList<PayingContext> Nearest);

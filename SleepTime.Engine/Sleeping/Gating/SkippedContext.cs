namespace SleepTime.Engine.Sleeping.Gating;

/// <summary>A context whose present text is not slept on, with why.</summary>
/// <param name="Why">The kind of it.</param>
/// <param name="Reason">In words and numbers.</param>
public sealed record SkippedContext(Guid ContextId, string Title, SkipReason Why, string Reason, DateTimeOffset MadeAt)
{
    /// <summary>The known cases that apply, those against sleep first.</summary>
    public IReadOnlyList<GateArgument> Cases { get; init; } = [];

    internal static SkippedContext Of(string title, SleepDecision decision)
    {
        var why = decision switch
        {
            { ByPerson: true } => SkipReason.ByPerson,
            { ExpectedQuestions: < 1 } => SkipReason.FewQuestions,
            { BreakEven: null } => SkipReason.NeverPays,
            _ => SkipReason.PaysTooLate,
        };
        return new SkippedContext(decision.ContextId, title, why, decision.Verdict, decision.MadeAt) { Cases = decision.Cases };
    }
}

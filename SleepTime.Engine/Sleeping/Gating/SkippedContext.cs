using System.Linq.Expressions;

namespace SleepTime.Engine.Sleeping.Gating;

/// <summary>A context whose present text is not slept on, with why.</summary>
/// <param name="Why">The kind of it.</param>
/// <param name="Reason">In words and numbers.</param>
public sealed record SkippedContext(Guid ContextId, string Title, SkipReason Why, string Reason, DateTimeOffset MadeAt)
{
    /// <summary>The known cases that apply, those against sleep first.</summary>
    public IReadOnlyList<GateArgument> Cases { get; init; } = [];

    /// <summary>As <see cref="Gate.Decide"/> has them, by the numbers that it stored; the database reads it too.</summary>
    internal static Expression<Func<SleepDecision, SkipReason>> WhyOf { get; } = decision =>
        decision.ByPerson ? SkipReason.ByPerson
        : decision.ExpectedQuestions < 1 ? SkipReason.FewQuestions
        : decision.BreakEven == null ? SkipReason.NeverPays : SkipReason.PaysTooLate;

    private static readonly Func<SleepDecision, SkipReason> _whyOf = WhyOf.Compile();

    internal static SkippedContext Of(string title, SleepDecision decision) =>
        new(decision.ContextId, title, _whyOf(decision), decision.Verdict, decision.MadeAt) { Cases = decision.Cases };
}

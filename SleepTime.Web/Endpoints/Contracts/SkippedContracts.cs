using SleepTime.Engine.Sleeping.Gating;

namespace SleepTime.Web.Endpoints.Contracts;

/// <summary>Contexts that are not slept on.</summary>
/// <param name="Total">Of the reason that was asked for, or of all.</param>
/// <param name="Counts">Of all, for each reason.</param>
public sealed record SkippedResponse(IReadOnlyList<SkippedContextResponse> Items, int Total, SkippedCountsResponse Counts)
{
    public const string Reasons = "Only those skipped for this reason: byPerson, fewQuestions, neverPays or paysTooLate.";
}

/// <param name="Why">The kind of the reason.</param>
/// <param name="Reason">In words and numbers.</param>
/// <param name="Cases">The known cases for and against sleep that apply, those against first.</param>
public sealed record SkippedContextResponse(Guid ContextId, string Title, SkipReason Why, string Reason, IReadOnlyList<GateArgument> Cases, DateTimeOffset MadeAt)
{
    public static SkippedContextResponse From(SkippedContext context) =>
        new(context.ContextId, context.Title, context.Why, context.Reason, context.Cases, context.MadeAt);
}

/// <param name="ByPerson">A person forbade it.</param>
/// <param name="FewQuestions">Fewer than one question is expected.</param>
/// <param name="NeverPays">Notes would cost more than they save, however often it is asked.</param>
/// <param name="PaysTooLate">It would pay, but after more questions than are expected.</param>
public sealed record SkippedCountsResponse(int ByPerson, int FewQuestions, int NeverPays, int PaysTooLate)
{
    public static SkippedCountsResponse From(IReadOnlyDictionary<SkipReason, int> counts) => new(
        counts.GetValueOrDefault(SkipReason.ByPerson), counts.GetValueOrDefault(SkipReason.FewQuestions),
        counts.GetValueOrDefault(SkipReason.NeverPays), counts.GetValueOrDefault(SkipReason.PaysTooLate));
}

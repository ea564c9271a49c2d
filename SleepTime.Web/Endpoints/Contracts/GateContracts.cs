using SleepTime.Engine.Insights;
using SleepTime.Engine.Sleeping.Gating;

namespace SleepTime.Web.Endpoints.Contracts;

/// <summary>What the gate, or a person, decided on a context.</summary>
/// <param name="ByPerson">Whether a person forced or forbade it.</param>
/// <param name="Reason">Why, in words and numbers.</param>
/// <param name="Cases">The known cases for and against sleep that apply, in words and numbers, those against first.</param>
/// <param name="SleepTokens">Completion tokens that the job is expected to spend.</param>
/// <param name="SavedPerQuestion">What a question is expected to save, in sleep tokens; null before anything was measured.</param>
/// <param name="BreakEven">Questions after which sleep is expected to have paid; null when never, or before anything was measured.</param>
public sealed record GateResponse(
    bool Sleeps, bool ByPerson, string Reason, double ExpectedQuestions, double SleepTokens, double? SavedPerQuestion, double? BreakEven, DateTimeOffset MadeAt,
    IReadOnlyList<GateArgument> Cases)
{
    public static GateResponse? From(SleepDecision? decision) => decision is null
        ? null
        : new(decision.Sleeps, decision.ByPerson, decision.Verdict, decision.ExpectedQuestions, decision.SleepTokens, decision.SavedPerQuestion, decision.BreakEven, decision.MadeAt, decision.Cases);
}

/// <summary>Whether sleep on a context has paid.</summary>
/// <param name="Words">The same as a sentence.</param>
/// <param name="Questions">Questions asked on the current version.</param>
/// <param name="Comparisons">Of those, answered in both modes to the end.</param>
/// <param name="Forecast">Questions after which it was expected to pay; null when there was no forecast, or it said never.</param>
/// <param name="SleepTokens">Completion tokens spent asleep on the current version.</param>
/// <param name="Measured">Null before the first comparison.</param>
public sealed record BreakEvenResponse(string Words, int Questions, int Comparisons, double? Forecast, long SleepTokens, MeasuredResponse? Measured)
{
    public static BreakEvenResponse? From(ContextBreakEven? paid) => paid is null
        ? null
        : new(paid.Words, paid.Questions, paid.Comparisons, paid.Forecast, paid.SleepTokens, MeasuredResponse.From(paid.Measured));
}

/// <param name="StandardTokens">Mean completion tokens of an answer without notes.</param>
/// <param name="SleepTimeTokens">Mean completion tokens of an answer with notes.</param>
/// <param name="ExtraInputTokens">Mean prompt tokens read for notes beyond those without, cached ones left out.</param>
/// <param name="SavedPerQuestion">In sleep tokens; below 0 when notes cost more than they save.</param>
/// <param name="Questions">Questions after which sleep has paid; null when it never does.</param>
/// <param name="WhyNever">Null when it does.</param>
public sealed record MeasuredResponse(double StandardTokens, double SleepTimeTokens, double ExtraInputTokens, double SavedPerQuestion, double? Questions, string? WhyNever)
{
    public static MeasuredResponse? From(BreakEven? measured) => measured is null
        ? null
        : new(measured.StandardTokens, measured.SleepTimeTokens, measured.ExtraInputTokens, measured.SavedPerQuestion, measured.Questions, measured.WhyNever);
}

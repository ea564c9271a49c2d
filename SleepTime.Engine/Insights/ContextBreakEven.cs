namespace SleepTime.Engine.Insights;

/// <summary>Whether sleep on a text has paid: what was expected before, and what was measured since.</summary>
/// <param name="Questions">Questions on the current version that were answered from its notes, each of which saved what notes save.</param>
/// <param name="Comparisons">Of those, answered by both modes, or by neither; only they tell what notes save.</param>
/// <param name="Forecast">Questions after which it was expected to pay; null when there was no forecast, or it said never.</param>
/// <param name="ExpectedQuestions">Questions that were expected; null when there was no forecast.</param>
/// <param name="SleepTokens">Completion tokens spent asleep on the current version.</param>
/// <param name="Measured">From this version's own comparisons; null before the first.</param>
public sealed record ContextBreakEven(int Questions, int Comparisons, double? Forecast, double? ExpectedQuestions, long SleepTokens, BreakEven? Measured)
{
    /// <summary>Questions after which sleep has paid, a whole number from 1; null while nothing is measured, and when it never does.</summary>
    public double? Needed => SleepTokens > 0 && Measured?.Questions is { } questions ? Math.Max(1, Math.Ceiling(questions)) : null;

    /// <summary>Whether it has paid by now.</summary>
    public bool HasPaidOff => Questions >= Needed;

    /// <summary>In words: "paid off after 3 questions", "pays off after 5 questions", "never, because …".</summary>
    public string Words
    {
        get
        {
            if (SleepTokens == 0)
                return "Nothing was spent on sleep yet.";
            if (Measured is not { } measured)
                return Forecast is { } forecast ? $"Expected to pay off after {Count(forecast)}; nothing is measured yet." : "Nothing is measured yet: it takes a question that both modes answer.";
            if (measured.WhyNever is { } never)
                return $"Never pays off, because {never}";
            var needed = Needed!.Value;
            return HasPaidOff
                ? $"Paid off: {Count(needed)} needed, {Questions:N0} answered from notes."
                : $"Pays off after {Count(needed)}; {Questions:N0} answered from notes so far.";
        }
    }

    private static string Count(double questions) => Math.Max(1, Math.Ceiling(questions)) is var whole && whole == 1 ? "1 question" : $"{whole:N0} questions";
}

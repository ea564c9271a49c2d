namespace SleepTime.Engine.Sleeping.Gating;

/// <summary>Whether a text is worth sleeping on, with the reason in words and numbers.</summary>
internal sealed record GateVerdict(bool Sleeps, bool ByPerson, string Reason);

/// <summary>
/// Weighs what sleep on a text costs against what it is expected to save; the known cases that apply are named by
/// <see cref="GateCases"/>. Pure.
/// </summary>
internal static class Gate
{
    public static GateVerdict Decide(SleepChoice choice, SleepForecast forecast)
    {
        if (choice == SleepChoice.Always)
            return new GateVerdict(true, true, $"A person chose to sleep on this text in any case. {Numbers(forecast)}");
        if (choice == SleepChoice.Never)
            return new GateVerdict(false, true, $"A person chose not to sleep on this text. {Numbers(forecast)}");
        if (forecast.Questions < 1)
            return new GateVerdict(false, false, $"Fewer than one question is expected on this version, and sleep pays for itself over several. {Numbers(forecast)}");
        if (forecast.BreakEven is not { } breakEven)
            return new GateVerdict(true, false, $"Nothing has been measured with this model yet, so sleep is worth trying. {Numbers(forecast)}");
        if (breakEven.WhyNever is { } never)
            return new GateVerdict(false, false, $"It would never pay: {never} {Numbers(forecast)}");
        if (forecast.Questions < breakEven.Questions)
            return new GateVerdict(false, false, $"It would pay only after {Whole(breakEven.Questions!.Value)}. {Numbers(forecast)}");
        return new GateVerdict(true, false, $"It pays after {Whole(breakEven.Questions!.Value)}. {Numbers(forecast)}");
    }

    /// <summary>The forecast as a sentence.</summary>
    private static string Numbers(SleepForecast forecast)
    {
        var saves = forecast.BreakEven is { } known && known.SavedPerQuestion > 0
            ? FormattableString.Invariant($", each saving about {known.SavedPerQuestion:N0} tokens asleep")
            : "";
        return FormattableString.Invariant($"Expected: {forecast.Questions:0.#} questions{saves}; sleep takes about {forecast.SleepTokens:N0} tokens.");
    }

    private static string Whole(double questions) => Math.Max(1, (int)Math.Ceiling(questions)) is 1 ? "1 question" : $"{Math.Max(1, (int)Math.Ceiling(questions)):N0} questions";
}

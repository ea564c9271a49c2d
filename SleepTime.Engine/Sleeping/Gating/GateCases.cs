namespace SleepTime.Engine.Sleeping.Gating;

/// <summary>
/// Finds the known cases that apply to a text. Lin et al. 2025 name those in which sleep did not pay (unpredictable
/// questions, a single one, a generous budget at test time) and in which it did; a text that is not kept, or changes
/// faster than it is asked about, is ours. Pure.
/// </summary>
internal static class GateCases
{
    private const double Unpredictable = 0.75;
    private const double Predictable = 1.25;
    private const int Several = 3;

    public static IReadOnlyList<GateCase> Of(SleepForecast forecast, TextHistory text, SleepExperience experience) =>
        [.. new[]
        {
            Predictability(forecast, text), Number(forecast), Budget(experience.Lengths), Changes(text), Keeping(text, experience.Retention),
        }.OfType<GateCase>().OrderBy(known => known.Kind)];

    private static GateCase? Predictability(SleepForecast forecast, TextHistory text) => forecast.Predictability switch
    {
        < Unpredictable => new(GateCaseKind.UnpredictableQuestions, $"its questions are harder to predict than usual: {Predicted(forecast, text)}."),
        >= Predictable => new(GateCaseKind.PredictableQuestions, $"its questions are easier to predict than usual: {Predicted(forecast, text)}."),
        _ => null,
    };

    private static string Predicted(SleepForecast forecast, TextHistory text)
    {
        var times = FormattableString.Invariant($"notes are to save {forecast.Predictability:0.##} times as much of a question");
        return text.Agreement is { } agreement ? $"{times}, and {Percent(agreement)} of what is expected is expected each time" : times;
    }

    private static GateCase? Number(SleepForecast forecast) => forecast.Questions switch
    {
        < 2 => new(GateCaseKind.SingleQuestion, FormattableString.Invariant($"about a single question is expected, {forecast.Questions:0.#}.")),
        >= Several => new(GateCaseKind.SeveralQuestions, FormattableString.Invariant($"{forecast.Questions:0.#} questions on the same text share what is found.")),
        _ => null,
    };

    private static GateCase? Budget(AskedLengths asked)
    {
        if (asked.Questions < SleepForecast.EnoughComparisons)
            return null;
        if (asked.LongComparisons >= SleepForecast.EnoughComparisons && 2 * asked.Long > asked.Questions && asked.LongSleepTimeTokens >= asked.LongStandardTokens)
        {
            return new(GateCaseKind.GenerousBudget, FormattableString.Invariant(
                $"{asked.Long} of {asked.Questions} questions are asked at verbosity 3 or 4, where answers from notes take {asked.LongSleepTimeTokens:0.#} tokens and those from the text {asked.LongStandardTokens:0.#}."));
        }
        return 2 * asked.Short > asked.Questions
            ? new(GateCaseKind.NeededFast, $"answers are needed fast: {asked.Short} of {asked.Questions} questions are asked at verbosity 0 or 1.")
            : null;
    }

    private static GateCase? Changes(TextHistory text)
    {
        var questions = text.EarlierQuestions + text.Questions;
        return text.EarlierVersions > 0 && questions <= text.EarlierVersions
            ? new(GateCaseKind.ChangesFaster, $"the text changes faster than it is asked about: {text.EarlierVersions + 1} versions, {(questions == 1 ? "1 question" : $"{questions} questions")}.")
            : null;
    }

    private static GateCase? Keeping(TextHistory text, Retention retention)
    {
        if (text.KeptFor >= ExperienceReader.Old)
            return new(GateCaseKind.Kept, $"it is kept: given {(int)text.KeptFor.TotalDays} {((int)text.KeptFor.TotalDays == 1 ? "day" : "days")} ago.");
        return retention.KeptShare switch
        {
            < 0.5 => new(GateCaseKind.NotKept, $"texts are not kept here: {retention.Gone} of {retention.Texts} were deleted within a day."),
            >= 0.75 => new(GateCaseKind.Kept, $"texts are kept here: {retention.Kept} of {retention.Texts} for more than a day."),
            _ => null,
        };
    }

    private static string Percent(double share) => FormattableString.Invariant($"{share * 100:0} %");
}

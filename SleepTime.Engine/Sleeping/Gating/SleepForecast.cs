using SleepTime.Engine.Insights;
using SleepTime.Engine.Sleeping.Sections;

namespace SleepTime.Engine.Sleeping.Gating;

/// <summary>What sleep on a text is expected to cost and to save.</summary>
/// <param name="Questions">Questions expected on this version.</param>
/// <param name="SleepTokens">Completion tokens that the job is expected to spend.</param>
/// <param name="Predictability">How much more of a question notes are expected to save here than on the team's texts at large: 1 for as much.</param>
/// <param name="BreakEven">With the savings to be expected here; null before anything was measured.</param>
internal sealed record SleepForecast(double Questions, double SleepTokens, double Predictability, BreakEven? BreakEven)
{
    /// <summary>Comparisons below which averages say nothing.</summary>
    public const int EnoughComparisons = 3;

    // How many texts the prior counts for against real counts: the mean of the team moves away from it after a few.
    private const double PriorTexts = 3;

    // Completion tokens of a pass for each token of a text, before any job has finished: as many as the text has.
    private const double UsualSleepTokens = 1;

    /// <summary>What is to be saved a question, in sleep tokens; null before anything was measured.</summary>
    public double? SavedPerQuestion => BreakEven is { } known ? known.SavedPerQuestion : null;

    /// <summary>Sleep tokens saved on balance for each one spent; null before anything was measured.</summary>
    public double? BenefitPerToken => SavedPerQuestion is { } saved ? ((Questions * saved) - SleepTokens) / Math.Max(1, SleepTokens) : null;

    /// <param name="expectedHere">Questions that a person expects on this text; null to go by what was asked.</param>
    /// <param name="effort">What the job would be given.</param>
    public static SleepForecast Of(SleepPolicy policy, double? expectedHere, SectionEffort effort, TextHistory text, SleepExperience experience)
    {
        var questions = expectedHere ?? ExpectedQuestions(policy.ExpectedQuestions, text, experience);
        var tokens = text.Tokens * (experience.SleepCost.Of(text.IsLong) ?? UsualSleepTokens) * effort.Passes * effort.Samples;
        var predictability = PredictabilityOf(text, experience);
        if (experience is not { Comparisons: >= EnoughComparisons, StandardTokens: { } standard, SleepTimeTokens: { } sleepTime })
            return new SleepForecast(questions, tokens, predictability, null);

        // Where its questions are harder to predict, notes hold fewer of the answers: fewer tokens are saved. An answer from
        // the best notes still has a token.
        var saved = Math.Min((standard - sleepTime) * predictability, Math.Max(0, standard - 1));
        return new SleepForecast(questions, tokens, predictability, new BreakEven(
            tokens, standard, standard - saved, experience.ExtraInputTokens ?? 0, policy.TestTokenPrice, policy.InputTokenPrice));
    }

    /// <summary>
    /// The team's setting, corrected by what the team's texts were asked, corrected by what this one was asked, on earlier
    /// versions and on this one. Of a version given less than a day ago, few questions say nothing yet; many do.
    /// </summary>
    private static double ExpectedQuestions(double prior, TextHistory text, SleepExperience experience)
    {
        var team = ((prior * PriorTexts) + experience.Questions) / (PriorTexts + experience.Texts);
        // A text that is deleted within a day is asked no more; one that has outlived it is kept. Not below half: those that
        // went were asked before, and texts given as a trial say little of this one.
        if (text.KeptFor < ExperienceReader.Old && experience.Retention.KeptShare is { } kept)
            team *= Math.Max(0.5, kept);
        var before = (team + text.EarlierQuestions) / (1 + text.EarlierVersions);
        var tells = text.Age >= ExperienceReader.Old || text.Questions > before;
        return tells ? (team + text.EarlierQuestions + text.Questions) / (2 + text.EarlierVersions) : before;
    }

    /// <summary>
    /// Of the questions that the model itself expects: more likely ones are better predicted, relative to the team's, and
    /// so are those that it expects each time, half of them counting as usual. Between a quarter and twice.
    /// </summary>
    private static double PredictabilityOf(TextHistory text, SleepExperience experience)
    {
        var likely = text.LogProbability is { } here && experience.LogProbability is { } usual ? Math.Exp(here - usual) : 1;
        var agreed = text.Agreement is { } agreement ? 0.5 + agreement : 1;
        return Math.Clamp(likely * agreed, 0.25, 2);
    }
}

namespace SleepTime.Engine.Sleeping.Gating;

/// <summary>What this model's own runs have shown so far, over all of the team's texts; null where nothing was measured.</summary>
/// <param name="Comparisons">Questions answered in both modes to the end.</param>
/// <param name="StandardTokens">Mean completion tokens of their Standard answers.</param>
/// <param name="SleepTimeTokens">Mean completion tokens of their SleepTime answers.</param>
/// <param name="ExtraInputTokens">Mean prompt tokens read for SleepTime beyond those for Standard, cached ones left out.</param>
/// <param name="SleepTokensPerTextToken">Completion tokens of finished jobs, of one run each, over the tokens of their texts.</param>
/// <param name="Texts">Text versions old enough to have been asked about.</param>
/// <param name="Questions">Questions asked on them.</param>
/// <param name="LogProbability">Mean log-probability per token of the questions that sleep expected on them.</param>
internal sealed record SleepExperience(
    int Comparisons, double? StandardTokens, double? SleepTimeTokens, double? ExtraInputTokens, double? SleepTokensPerTextToken,
    int Texts, int Questions, double? LogProbability)
{
    public static SleepExperience None { get; } = new(0, null, null, null, null, 0, 0, null);
}

/// <summary>What is known of one text.</summary>
/// <param name="Tokens">Of its current version.</param>
/// <param name="EarlierVersions">How many versions came before it.</param>
/// <param name="EarlierQuestions">Questions asked on those.</param>
/// <param name="LogProbability">Mean log-probability per token of the questions that sleep expected on an earlier version.</param>
internal sealed record TextHistory(int Tokens, int EarlierVersions, int EarlierQuestions, double? LogProbability);

namespace SleepTime.Engine.Sleeping.Gating;

/// <summary>What this model's own runs have shown so far, over all of the team's texts; null where nothing was measured.</summary>
/// <param name="Comparisons">Questions answered in both modes to the end, with the same outcome.</param>
/// <param name="StandardTokens">Mean completion tokens of their Standard answers.</param>
/// <param name="SleepTimeTokens">Mean completion tokens of their SleepTime answers.</param>
/// <param name="ExtraInputTokens">Mean prompt tokens read for SleepTime beyond those for Standard, cached ones left out.</param>
/// <param name="SleepCost">What finished sleep cost.</param>
/// <param name="Texts">Text versions old enough to have been asked about.</param>
/// <param name="Questions">Questions asked on them.</param>
/// <param name="LogProbability">Mean log-probability per token of the questions that sleep expected on them.</param>
internal sealed record SleepExperience(
    int Comparisons, double? StandardTokens, double? SleepTimeTokens, double? ExtraInputTokens, SleepCost SleepCost,
    int Texts, int Questions, double? LogProbability)
{
    /// <summary>At what length the team asks for its answers.</summary>
    public AskedLengths Lengths { get; init; } = AskedLengths.None;

    /// <summary>How long the team keeps its texts.</summary>
    public Retention Retention { get; init; } = Retention.None;

    public static SleepExperience None { get; } = new(0, null, null, null, SleepCost.None, 0, 0, null);
}

/// <summary>How much the model was asked to say, over all questions that it answered.</summary>
/// <param name="Short">Asked at verbosity 0 or 1.</param>
/// <param name="Long">Asked at verbosity 3 or 4.</param>
/// <param name="LongComparisons">Of the long ones, answered in both modes to the end.</param>
/// <param name="LongStandardTokens">Mean completion tokens of their Standard answers; null when there are none.</param>
/// <param name="LongSleepTimeTokens">Mean completion tokens of their SleepTime answers; null when there are none.</param>
internal sealed record AskedLengths(int Questions, int Short, int Long, int LongComparisons, double? LongStandardTokens, double? LongSleepTimeTokens)
{
    public static AskedLengths None { get; } = new(0, 0, 0, 0, null, null);
}

/// <summary>What is known of one text.</summary>
/// <param name="Tokens">Of its current version.</param>
/// <param name="EarlierVersions">How many versions came before it.</param>
/// <param name="EarlierQuestions">Questions asked on those.</param>
/// <param name="LogProbability">Mean log-probability per token of the questions that sleep expected on it.</param>
internal sealed record TextHistory(int Tokens, int EarlierVersions, int EarlierQuestions, double? LogProbability)
{
    /// <summary>Whether the model reads it in sections.</summary>
    public bool IsLong { get; init; }

    /// <summary>Questions asked on the current version.</summary>
    public int Questions { get; init; }

    /// <summary>How long ago the current version was given.</summary>
    public TimeSpan Age { get; init; }

    /// <summary>How long ago the text was first given.</summary>
    public TimeSpan KeptFor { get; init; }

    /// <summary>How far anticipations of its questions agree, 0 to 1, see <see cref="QuestionAgreement"/>; null with fewer than two.</summary>
    public double? Agreement { get; init; }
}

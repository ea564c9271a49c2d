namespace SleepTime.Engine.Experiments.Figures;

/// <summary>What figures need of one answer.</summary>
/// <param name="Question">Known by it in every experiment on the same data set: the context's id there and the question.</param>
/// <param name="Failed">It could not be asked; everything behind this says nothing then.</param>
/// <param name="TookMs">From admission to the end, without the time in the queue.</param>
public sealed record ExperimentCell(string Question, string Kind, Arm Arm, int Repeat, bool Failed, bool IsRight, int PromptTokens, int CachedTokens, int CompletionTokens, double TookMs)
{
    /// <summary>Its id in the data set, which answers about it have in common.</summary>
    public string Context => Question.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? Question[..end] : Question;

    /// <summary>Of the answer.</summary>
    public Guid Id { get; init; }

    /// <summary>What of the answer was compared; null when there was nothing.</summary>
    public string? Given { get; init; }

    /// <summary>Mean log-probability per token of the question; null while it is not scored.</summary>
    public double? LogProbability { get; init; }

    /// <summary>Prompt tokens that had to be read.</summary>
    public int Read => PromptTokens - CachedTokens;
}

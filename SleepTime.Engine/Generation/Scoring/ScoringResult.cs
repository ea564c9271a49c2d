namespace SleepTime.Engine.Generation.Scoring;

/// <param name="Continuations">In the order of the request.</param>
/// <param name="Usage">Prefix and continuation tokens of all continuations; the prefix counts as cached where it was shared. Nothing is generated.</param>
public sealed record ScoringResult(IReadOnlyList<ContinuationScore> Continuations, TokenUsage Usage);

/// <summary>How likely one continuation is.</summary>
/// <param name="LogProbabilities">Natural logarithm of each token's probability given all before it, 0 or less; computed in double precision from the model's single-precision logits.</param>
public sealed record ContinuationScore(IReadOnlyList<double> LogProbabilities)
{
    /// <summary>Logarithm of the probability of the whole continuation.</summary>
    public double Sum => LogProbabilities.Sum();

    /// <summary>Mean per token, which compares continuations of different lengths.</summary>
    public double Mean => LogProbabilities.Average();
}

/// <summary>The engine could not score; the message says why.</summary>
public sealed class ScoringFailedException(string message) : Exception(message)
{
    /// <summary>The model went away meanwhile, so that another try makes sense.</summary>
    public bool EngineStopped { get; init; }
}

namespace SleepTime.Engine.Generation.Scoring;

/// <summary>How likely does the model find these continuations of a prefix? Token ids in, nothing is generated.</summary>
public sealed record ScoringRequest
{
    /// <summary>Most continuations of one request.</summary>
    public const int MaxContinuations = 64;

    /// <summary>What comes before each continuation, template included; at least one token. Its KV state is computed once.</summary>
    public required IReadOnlyList<int> Prefix { get; init; }

    /// <summary>
    /// 1 to <see cref="MaxContinuations"/>, each with at least one token; prefix and any one of them must fit the context
    /// length.
    /// </summary>
    public required IReadOnlyList<IReadOnlyList<int>> Continuations { get; init; }

    /// <summary>Most continuations of one request in the class of questions, which others wait behind.</summary>
    public const int MaxOfAQuestion = 3;

    /// <summary>How urgent it is; as <see cref="GenerationClass.Question"/> it competes with questions, so that it takes few continuations.</summary>
    public required GenerationClass Class { get; init; }

    /// <summary>As of <see cref="GenerationRequest.Vocabulary"/>.</summary>
    public Runtimes.IVocabulary? Vocabulary { get; init; }

    /// <summary>The context whose text is in the prefix, with which everything kept of it goes; null when there is none.</summary>
    public Guid? ContextId { get; init; }

    /// <summary>Whose request it is: the engine is shared fairly between owners. Compared by ordinal.</summary>
    public string Owner { get; init; } = "local";
}

using SleepTime.Engine.Runtimes;

namespace SleepTime.Engine.Generation;

/// <summary>One generation to run. Token ids in, so that the engine thread never tokenises.</summary>
public sealed record GenerationRequest
{
    /// <summary>The whole prompt, template included; at least one token.</summary>
    public required IReadOnlyList<int> Prompt { get; init; }

    /// <summary>Whose tokens these are: refused when another model is loaded by now. Null takes whichever is.</summary>
    public IVocabulary? Vocabulary { get; init; }

    public required GenerationClass Class { get; init; }

    /// <summary>Most tokens to generate, 1 or more; prompt and this together must fit the context length.</summary>
    public required int MaxTokens { get; init; }

    public SamplingOptions Sampling { get; init; } = SamplingOptions.Greedy;

    /// <summary>
    /// Above 0 the prompt is scored instead of continued: the log-probabilities of its tokens from this index on are
    /// wanted, and nothing is generated.
    /// </summary>
    internal int ScoreFrom { get; init; }

    /// <summary>Texts at which to stop; the stop string itself is not given out.</summary>
    public IReadOnlyList<string> StopStrings { get; init; } = [];

    /// <summary>
    /// Texts that may be the answer, such as an anticipated one, the likeliest first. A greedy generation at low load takes
    /// drafts from them and from its own prompt; what comes out does not depend on them.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<int>> DraftSources { get; init; } = [];

    /// <summary>The context whose text is in the prompt, with which everything kept of it goes; null when there is none.</summary>
    public Guid? ContextId { get; init; }

    /// <summary>Ends when the prompt has been read, and puts its state on disk; see <see cref="GenerationService.SavePrefix"/>.</summary>
    internal bool PrefillOnly { get; init; }

    /// <summary>Whose request it is: the engine is shared fairly between owners. Compared by ordinal.</summary>
    public string Owner { get; init; } = "local";
}

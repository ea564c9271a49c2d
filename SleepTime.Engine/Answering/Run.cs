using SleepTime.Engine.Answering.Sections;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Generation.Prefixes;

namespace SleepTime.Engine.Answering;

/// <summary>One question answered in one mode, with everything needed to compare it and to ask it again.</summary>
public sealed class Run
{
    internal const string InterruptedReason = "Interrupted by a restart; ask again.";

    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Shared by the two runs of a comparison; null for a single run.</summary>
    public Guid? ComparisonId { get; init; }

    public required Guid ContextId { get; init; }

    public required Guid ContextVersionId { get; init; }

    /// <summary>The notes used; null in Standard mode.</summary>
    public Guid? NotesVersionId { get; init; }

    /// <summary>Usable notes that had no room in the prompt; null in Standard mode, and of runs from before it was counted.</summary>
    public int? NotesLeftOut { get; set; }

    /// <summary>The expected question whose stored answer was given at once, without the model; null when the model answered.</summary>
    public Guid? ExpectedQuestionId { get; init; }

    /// <summary>The run whose answer this one follows up, of the same context; null for a question of its own.</summary>
    public Guid? FollowsRunId { get; init; }

    /// <summary>How many earlier questions with their answers were in the prompt; 0 where the model's prompts have no place for them.</summary>
    public int EarlierTurns { get; init; }

    /// <summary>Whether its comparison hides which side is which until a vote is cast.</summary>
    public bool IsBlind { get; init; }

    public required AnswerMode Mode { get; init; }

    public required string Question { get; init; }

    /// <summary>How much the model may say, 0 to 4.</summary>
    public required int Verbosity { get; init; }

    public required float Temperature { get; init; }

    public uint? Seed { get; init; }

    public required int MaxTokens { get; init; }

    public required string Owner { get; init; }

    public required string ModelId { get; init; }

    public required string PromptVersion { get; init; }

    public RunState State { get; set; } = RunState.Queued;

    /// <summary>Everything the model said so far.</summary>
    public string Answer { get; set; } = "";

    /// <summary>The right answer as a person gave it, before or after asking; null while nobody did.</summary>
    public string? ExpectedAnswer { get; set; }

    public FinishReason? FinishReason { get; set; }

    /// <summary>What came of it; says nothing until it has completed.</summary>
    public AnswerOutcome Outcome { get; set; }

    /// <summary>Why it failed, with what to do next.</summary>
    public string? FailureReason { get; set; }

    /// <summary>Null while unknown, for instance when a restart cut the run off.</summary>
    public TokenUsage? Usage { get; set; }

    public GenerationTimings? Timings { get; set; }

    /// <summary>What it was given of a text that is longer than the model reads at once; null for a text that fits.</summary>
    public RunGiven? Given { get; set; }

    /// <summary>Where the cached tokens came from; null when there were none, and of runs from before it was kept.</summary>
    public PrefixTier? CachedFrom { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>A restart of the server cut it off; what was kept of its text is there.</summary>
    public bool WasInterrupted => State == RunState.Failed && FailureReason == InterruptedReason;

    /// <summary>A copy to change or hand out; what it refers to cannot change.</summary>
    internal Run Copy() => (Run)MemberwiseClone();
}

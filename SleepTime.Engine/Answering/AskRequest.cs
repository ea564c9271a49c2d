using SleepTime.Engine.ModelHosting.Prompts;

namespace SleepTime.Engine.Answering;

/// <summary>A question to answer.</summary>
public sealed record AskRequest
{
    public const int MaxQuestionLength = 4000;

    public required Guid ContextId { get; init; }

    /// <summary>1 to <see cref="MaxQuestionLength"/> characters.</summary>
    public required string Question { get; init; }

    /// <summary>One or both; both make a comparison.</summary>
    public required IReadOnlyList<AnswerMode> Modes { get; init; }

    /// <summary>0 to 4.</summary>
    public int Verbosity { get; init; } = 1;

    /// <summary>0 (greedy) to 2.</summary>
    public float Temperature { get; init; }

    public uint? Seed { get; init; }

    /// <summary>1 or more; null takes the profile's budget for the verbosity.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>
    /// Whether a question asked in SleepTime mode alone, greedy, may be answered at once from the questions that sleep
    /// expected, where the team's policy has it so. Never for a comparison, which is there to measure.
    /// </summary>
    public bool Instant { get; init; } = true;

    /// <summary>
    /// Whether SleepTime may answer from notes that another model or other prompts wrote, or from those of an earlier
    /// version of the text, where there are no others. Never by itself: such an answer may be about what the text no longer
    /// says, or measure another model's notes, and its run tells which notes it used.
    /// </summary>
    public bool StaleNotes { get; init; }

    /// <summary>
    /// A run on the same context whose answer this question follows up; null for a question of its own. Up to three
    /// earlier questions with their answers go into the prompt where the model's prompts have a place for them;
    /// <see cref="Run.EarlierTurns"/> tells how many did.
    /// </summary>
    public Guid? FollowsRunId { get; init; }

    /// <summary>
    /// Earlier questions with their answers, the earliest first, of a caller who keeps its conversation itself; the last
    /// three count as those that <see cref="FollowsRunId"/> would find. Not both.
    /// </summary>
    public IReadOnlyList<PromptTurn> Turns { get; init; } = [];

    /// <summary>Up to <see cref="AnswerScore.MaxExpectedLength"/> characters: the right answer, to score against. Never in a prompt.</summary>
    public string? ExpectedAnswer { get; init; }

    /// <summary>Whether a comparison hides which side is which until a vote is cast; no difference to what is asked.</summary>
    public bool IsBlind { get; init; }

    /// <summary>Whose runs these are; stored with them.</summary>
    public required string Owner { get; init; }

    /// <summary>Who shares the engine fairly with others; not stored. Null takes <see cref="Owner"/>.</summary>
    public string? Asker { get; init; }
}

/// <summary>The runs that were started, in the order of the modes asked for.</summary>
public sealed record AskResult(Guid? ComparisonId, IReadOnlyList<Run> Runs);

/// <summary>A question cannot be taken as it is; the message names the field, the value and the limit.</summary>
public sealed class InvalidQuestionException(string field, string message) : Exception(message)
{
    /// <summary>The field of <see cref="AskRequest"/> in camel case.</summary>
    public string Field { get; } = field;
}

/// <summary>There is no context with this id.</summary>
public sealed class ContextNotFoundException(Guid id) : Exception($"There is no context {id}. It may have been deleted; see the list of contexts.");

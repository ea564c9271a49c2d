using SleepTime.Engine.Generation;

namespace SleepTime.Engine.Experiments.Answers;

/// <summary>One answer of an experiment with what was asked.</summary>
/// <param name="ContextKey">The context's id in the data set.</param>
/// <param name="LogProbability">Of the question given its context, the mean over its tokens; null while it is not scored.</param>
/// <param name="Said">Everything that the model said; empty of one that failed.</param>
/// <param name="Extracted">What of it was compared; null when there was nothing.</param>
/// <param name="SleepTokens">Completion tokens that the notes cost; null in Standard mode.</param>
/// <param name="Failure">Why it could not be asked; null when it was. Nothing else of it counts then.</param>
public sealed record ExperimentAnswer(
    Guid Id, int Order, string ContextKey, string Question, string Expected, string Kind, double? LogProbability, Arm Arm, int Repeat,
    string Said, string? Extracted, bool IsRight, FinishReason? FinishReason, int? SleepTokens, TokenUsage? Usage, GenerationTimings? Timings, string? Failure, DateTimeOffset FinishedAt);

/// <summary>An answer with everything that it was given from.</summary>
/// <param name="Context">The text.</param>
/// <param name="Notes">Lines of the notes, one a line; null in Standard mode.</param>
public sealed record ExperimentAnswerDetails(ExperimentAnswer Answer, string Context, string? Notes);

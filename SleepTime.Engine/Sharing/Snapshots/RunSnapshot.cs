using SleepTime.Engine.Answering;
using SleepTime.Engine.Answering.Sections;
using SleepTime.Engine.Generation;

namespace SleepTime.Engine.Sharing.Snapshots;

/// <summary>One answer, with what it was asked with.</summary>
/// <param name="WasInstant">Sleep had expected the question; the model was not asked.</param>
/// <param name="IsFollowUp">It follows up an earlier question.</param>
/// <param name="EarlierTurns">How many earlier questions were in the prompt.</param>
/// <param name="Citations">The notes that the answer can be read off, the best first; none in Standard mode.</param>
/// <param name="Given">What it was given of a text that is read in sections; null for one that fits, and in pictures from before it was kept.</param>
public sealed record RunSnapshot(
    AnswerMode Mode, RunState State, string Answer, FinishReason? FinishReason, string? FailureReason, TokenUsage? Usage, GenerationTimings? Timings,
    int Verbosity, float Temperature, uint? Seed, int MaxTokens, string ModelId, string PromptVersion, bool WasInstant, bool IsFollowUp, int EarlierTurns,
    IReadOnlyList<NoteSnapshot> Citations, RunGiven? Given = null)
{
    internal static RunSnapshot From(Run run, IReadOnlyList<NoteSnapshot> citations) => new(
        run.Mode, run.State, run.Answer, run.FinishReason, run.FailureReason, run.Usage, run.Timings,
        run.Verbosity, run.Temperature, run.Seed, run.MaxTokens, run.ModelId, run.PromptVersion,
        run.ExpectedQuestionId is not null, run.FollowsRunId is not null, run.EarlierTurns, citations, run.Given);

    internal Run ToRun(ComparisonSnapshot of) => new()
    {
        ContextId = Guid.Empty,
        ContextVersionId = Guid.Empty,
        IsBlind = of.WasBlind,
        Mode = Mode,
        Question = of.Question,
        Verbosity = Verbosity,
        Temperature = Temperature,
        Seed = Seed,
        MaxTokens = MaxTokens,
        Owner = "",
        ModelId = ModelId,
        PromptVersion = PromptVersion,
        EarlierTurns = EarlierTurns,
        Given = Given,
        State = State,
        Answer = Answer,
        ExpectedAnswer = of.Expected,
        FinishReason = FinishReason,
        FailureReason = FailureReason,
        Usage = Usage,
        Timings = Timings,
        CreatedAt = of.AskedAt,
    };
}

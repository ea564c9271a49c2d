using SleepTime.Engine.Answering;
using SleepTime.Engine.Generation;

namespace SleepTime.Tests.Answering;

public sealed class RunEndingTests
{
    private static readonly DateTimeOffset _now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(FinishReason.EndOfText, false, RunState.Completed, null)]
    [InlineData(FinishReason.StopString, false, RunState.Completed, null)]
    [InlineData(FinishReason.MaxTokens, false, RunState.Completed, null)]
    [InlineData(FinishReason.EndOfText, true, RunState.Completed, null)]
    [InlineData(FinishReason.Cancelled, false, RunState.Cancelled, null)]
    [InlineData(FinishReason.Cancelled, true, RunState.Failed, RunEnding.Interrupted)]
    [InlineData(FinishReason.Failed, false, RunState.Failed, "The device is gone. Ask again.")]
    public void Apply_AFinishReason_GivesTheStateOfTheRun(FinishReason reason, bool interrupted, RunState state, string? failure)
    {
        var run = new Run
        {
            ContextId = Guid.NewGuid(), ContextVersionId = Guid.NewGuid(), Mode = AnswerMode.Standard, Question = "How many?", Verbosity = 1, Temperature = 0,
            MaxTokens = 16, Owner = "local", ModelId = "fake", PromptVersion = "tiny", CreatedAt = _now,
        };
        var result = new GenerationResult(
            reason, "Maya", reason == FinishReason.Failed ? "The device is gone." : null, new TokenUsage(10, 4, 2), new GenerationTimings(1, 2, 3, null));

        RunEnding.Apply(run, result, interrupted, _now);

        Assert.Equal((state, failure, reason), (run.State, run.FailureReason, run.FinishReason));
        Assert.Equal(("Maya", result.Usage, result.Timings, _now), (run.Answer, run.Usage, run.Timings, run.FinishedAt));
    }

    [Theory]
    [InlineData("Answer: 7", FinishReason.EndOfText, AnswerOutcome.Given)]
    [InlineData("That is unknown.\nAnswer: 7", FinishReason.EndOfText, AnswerOutcome.Given)]
    [InlineData("Answer: unknown soldier", FinishReason.EndOfText, AnswerOutcome.Given)]
    [InlineData("Seven, I think.", FinishReason.EndOfText, AnswerOutcome.Given)]
    [InlineData("The text does not say. Answer: unknown", FinishReason.EndOfText, AnswerOutcome.Unknown)]
    [InlineData("Answer: **Unknown**.\n", FinishReason.StopString, AnswerOutcome.Unknown)]
    [InlineData("First 3 + 4 = 7, then", FinishReason.MaxTokens, AnswerOutcome.CutOff)]
    public void Of_WhatTheModelSaid_TellsWhatCameOfIt(string text, FinishReason reason, AnswerOutcome outcome) => Assert.Equal(outcome, AnswerOutcomes.Of(text, reason));
}

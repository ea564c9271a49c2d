using SleepTime.Engine.Answering;
using SleepTime.Engine.Generation;

namespace SleepTime.Tests.Support;

/// <summary>Objects as they come out of the engine, for tests that only look at what is made of them.</summary>
internal static class TestRuns
{
    public static Run Ended(RunState state) => new()
    {
        ContextId = Guid.NewGuid(),
        ContextVersionId = Guid.NewGuid(),
        Mode = AnswerMode.Standard,
        Question = "How many?",
        Verbosity = 1,
        Temperature = 0,
        MaxTokens = 32,
        Owner = "local",
        ModelId = "model@1",
        PromptVersion = "tiny@1",
        State = state,
        Answer = "Seven.",
        FailureReason = state == RunState.Failed ? "The engine stopped. Ask again." : null,
        Usage = new TokenUsage(40, 30, 3),
        Timings = new GenerationTimings(1, 5, 20, 100),
        CreatedAt = DateTimeOffset.UnixEpoch,
    };
}

using SleepTime.Engine.Answering;
using SleepTime.Engine.Generation;

namespace SleepTime.Tests.Components;

internal static class RunBuilder
{
    public static Run Completed(AnswerMode mode, string answer, int completionTokens, Guid? comparisonId = null, double totalMs = 100)
    {
        var run = New(mode, comparisonId);
        run.State = RunState.Completed;
        run.FinishReason = FinishReason.EndOfText;
        run.Answer = answer;
        run.Usage = new(100, 80, completionTokens);
        run.Timings = new(0, 20, totalMs, 50);
        return run;
    }

    public static Run Failed(AnswerMode mode, string reason, Guid? comparisonId = null)
    {
        var run = New(mode, comparisonId);
        run.State = RunState.Failed;
        run.FailureReason = reason;
        return run;
    }

    public static Run New(AnswerMode mode, Guid? comparisonId = null) => new()
    {
        ComparisonId = comparisonId,
        ContextId = Guid.CreateVersion7(),
        ContextVersionId = Guid.CreateVersion7(),
        Mode = mode,
        Question = "How many?",
        Verbosity = 1,
        Temperature = 0,
        MaxTokens = 64,
        Owner = "local",
        ModelId = "sleeptime-tiny@0a1b2c3d4e5f",
        PromptVersion = "tiny@1",
        CreatedAt = new DateTimeOffset(2026, 3, 12, 12, 0, 0, TimeSpan.Zero),
    };
}

using SleepTime.Engine.Generation;

namespace SleepTime.Engine.Answering;

/// <summary>How a generation's end becomes the end of its run. Pure.</summary>
internal static class RunEnding
{
    public const string Interrupted = Run.InterruptedReason;

    /// <param name="interrupted">The server stopped it, not a person.</param>
    public static void Apply(Run run, GenerationResult result, bool interrupted, DateTimeOffset now)
    {
        run.Answer = result.Text;
        run.FinishReason = result.Reason;
        run.Usage = result.Usage;
        run.Timings = result.Timings;
        run.CachedFrom = result.CachedFrom;
        run.FinishedAt = now;
        (run.State, run.FailureReason) = result.Reason switch
        {
            FinishReason.Cancelled when interrupted => (RunState.Failed, Interrupted),
            FinishReason.Cancelled => (RunState.Cancelled, null),
            FinishReason.Failed => (RunState.Failed, FailureText.Of(result.Failure, "Ask again.")),
            _ => (RunState.Completed, (string?)null),
        };
        if (run.State == RunState.Completed)
            run.Outcome = AnswerOutcomes.Of(result.Text, result.Reason);
    }
}

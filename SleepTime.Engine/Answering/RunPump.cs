using System.Text;
using Microsoft.Extensions.Logging;
using SleepTime.Engine.Generation;

namespace SleepTime.Engine.Answering;

/// <summary>Carries what a generation says into the log of its run, and its end into the store. Belongs to the server: nobody's leaving stops it.</summary>
internal sealed partial class RunPump(RunStore store, RunRegistry registry, TimeProvider time, ILogger<RunPump> logger)
{
    /// <summary>Returns when the run has ended; never throws.</summary>
    public async Task RunAsync(LiveRun live)
    {
        GenerationResult result;
        try
        {
            result = await FollowAsync(live);
        }
        catch (Exception failure)
        {
            LogUnexpected(logger, failure, live.Run.Id);
            live.Cancel();
            result = await live.Ticket.Completion;
            result = result with { Reason = FinishReason.Failed, Failure = FailureText.Of($"The run ended with an unexpected error: {failure.Message}", "The log has the details.") };
        }

        // Killed before this is stored: the next start finds the run not ended, and says that it was interrupted.
        var now = time.GetUtcNow();
        var ended = await store.EndAsync(live.Run, run => RunEnding.Apply(run, result, live.WasInterrupted, now));
        live.Log.Append(new RunEnded(ended.Id, ended.Mode, ended));
        _ = registry.EndAsync(live);
    }

    private async Task<GenerationResult> FollowAsync(LiveRun live)
    {
        var (id, mode) = (live.Run.Id, live.Run.Mode);
        var written = new StringBuilder();
        var saver = new RunSaver(store, live.Run, time);
        await using var slicer = new TextSlicer((text, tokens) => live.Log.Append(new RunText(id, mode, text, tokens)), time);

        await foreach (var update in live.Ticket.ReadUpdatesAsync(CancellationToken.None))
        {
            switch (update)
            {
                case GenerationQueued queued:
                    live.Log.Append(new RunQueued(id, mode, queued.Position, queued.Waiting));
                    break;
                case GenerationPrefill prefill:
                    saver.Started();
                    live.Log.Append(new RunPrefill(id, mode, prefill.Processed, prefill.Total, prefill.Cached));
                    break;
                case GenerationText text:
                    saver.Started();
                    written.Append(text.Text);
                    slicer.Add(text.Text, text.CompletionTokens);
                    saver.Wrote(written.ToString);
                    break;
            }
        }

        slicer.Flush();
        await saver.Completion;
        return await live.Ticket.Completion;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Run {RunId} ended with an unexpected error")]
    private static partial void LogUnexpected(ILogger logger, Exception exception, Guid runId);
}

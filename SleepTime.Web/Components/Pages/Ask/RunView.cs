using SleepTime.Engine.Answering;

namespace SleepTime.Web.Components.Pages.Ask;

public enum RunStage
{
    Starting,
    Waiting,
    Reading,
    Writing,
    Done,
    Stopped,
    Failed,
}

/// <summary>What a page knows of a run, put together from its events. Immutable.</summary>
public sealed record RunView
{
    // What happened before the page came arrives at once and says nothing about speed.
    private static readonly TimeSpan CatchingUp = TimeSpan.FromMilliseconds(250);

    private TimeSpan? _measuredFrom;
    private int _tokensBefore;

    public RunStage Stage { get; private init; }

    /// <summary>Place in the queue, 1 for the next.</summary>
    public int Position { get; private init; }

    public int Waiting { get; private init; }

    public int? PromptTokens { get; private init; }

    public int PromptRead { get; private init; }

    public int? CachedTokens { get; private init; }

    public int? CompletionTokens { get; private init; }

    public string Text { get; private init; } = "";

    /// <summary>While it writes, since the page came; null until there is something to measure.</summary>
    public double? LiveRate { get; private init; }

    /// <summary>As stored, once it has ended.</summary>
    public Run? Ended { get; private init; }

    public bool IsGoingOn => Stage < RunStage.Done;

    /// <param name="at">Time since the page began to follow the run.</param>
    public RunView After(RunEvent happened, TimeSpan at) => happened switch
    {
        RunQueued queued => this with { Stage = RunStage.Waiting, Position = queued.Position, Waiting = queued.Waiting },
        RunPrefill prefill => this with
        {
            Stage = RunStage.Reading, PromptRead = prefill.Processed, PromptTokens = prefill.Total, CachedTokens = prefill.Cached,
        },
        RunText text => Write(text, at),
        RunEnded ended => End(ended.Run),
        _ => this,
    };

    private RunView Write(RunText text, TimeSpan at)
    {
        var next = this with { Stage = RunStage.Writing, Text = Text + text.Text, CompletionTokens = text.CompletionTokens };
        if (text.CompletionTokens is not { } tokens)
            return next;
        if (at < CatchingUp || _measuredFrom is not { } from)
            return next with { _measuredFrom = at, _tokensBefore = tokens };
        return at > from ? next with { LiveRate = (tokens - _tokensBefore) / (at - from).TotalSeconds } : next;
    }

    private RunView End(Run run) => this with
    {
        Stage = run.State switch
        {
            RunState.Completed => RunStage.Done,
            RunState.Cancelled => RunStage.Stopped,
            _ => RunStage.Failed,
        },
        Ended = run,
        Text = run.Answer,
        PromptTokens = run.Usage?.PromptTokens ?? PromptTokens,
        CachedTokens = run.Usage?.CachedTokens ?? CachedTokens,
        CompletionTokens = run.Usage?.CompletionTokens ?? CompletionTokens,
        LiveRate = null,
    };
}

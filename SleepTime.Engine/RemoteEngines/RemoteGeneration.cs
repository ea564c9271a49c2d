using System.Text;
using Microsoft.Extensions.AI;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Generation.Prefixes;

namespace SleepTime.Engine.RemoteEngines;

/// <summary>How a try to have a request generated ended: with a result, with a problem of the engine, or with neither because it made way.</summary>
internal sealed record RemoteEnd(GenerationResult? Result, RemoteException? Problem);

/// <summary>A request that runs on a remote engine: streams its text into its ticket. Run once; all else is thread-safe.</summary>
/// <param name="onPiece">Told of each piece of text, of at least a token.</param>
internal sealed class RemoteGeneration(
    GenerationTicket ticket, RemoteEndpoint endpoint, TextVocabulary vocabulary, RemoteOptions options, TimeProvider time, Action onPiece) : IDisposable
{
    private readonly TextAssembler _text = new(ticket.Request.StopStrings);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly StringBuilder _heldBack = new();
    // With one place only, so that it can always make way: what was told could not be taken back.
    private readonly bool _holdsBack = endpoint.HasOnePlace && ticket.Request.Class != GenerationClass.Question;
    private bool _told;
    private bool _makesWay;
    private bool _thinks;
    private bool _isOver;
    private int _pieces;
    private TokenUsage? _usage;
    private ChatFinishReason? _finish;

    public GenerationTicket Ticket => ticket;

    public RemoteEndpoint Endpoint => endpoint;

    /// <summary>Whether it can begin again elsewhere or later without anybody having seen anything of it.</summary>
    public bool HasTold
    {
        get
        {
            lock (_gate)
                return _told;
        }
    }

    public bool MakesWay
    {
        get
        {
            lock (_gate)
                return _makesWay;
        }
    }

    /// <summary>Ends the call.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            if (!_isOver)
                _stop.Cancel();
        }
    }

    /// <summary>Ends the call, to begin again later; false when something of it was told already, or it makes way already.</summary>
    public bool TryMakeWay()
    {
        lock (_gate)
        {
            if (_told || _makesWay || _isOver)
                return false;
            _makesWay = true;
        }
        Stop();
        return true;
    }

    /// <summary>Never throws.</summary>
    public async Task<RemoteEnd> RunAsync()
    {
        var request = ticket.Request;
        var sendsPriority = endpoint.TakesPriority;
        using var silence = new CancellationTokenSource(TimeSpan.FromSeconds(options.FirstTokenSeconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, silence.Token);
        ticket.Clock.Admitted();
        ticket.SteppedAside = false;
        ticket.Tell(new GenerationPrefill(0, request.Prompt.Count, 0));
        try
        {
            var call = endpoint.Client.GetStreamingResponseAsync(
                RemoteCall.Messages(request, vocabulary), RemoteCall.Options(request, endpoint.Kind, sendsPriority), either.Token);
            await foreach (var update in call)
            {
                if (RemoteCall.ErrorIn(update) is { } error)
                    return Ended(RemoteErrors.BrokeOff(endpoint, error));
                Take(update);
                if (_text.Stopped)
                    break;
                // Until then its prompt is being read, which takes what it takes.
                if (_pieces > 0)
                    silence.CancelAfter(TimeSpan.FromSeconds(options.StallSeconds));
            }
            if (_finish is null && !_text.Stopped)
                return Ended(RemoteErrors.BrokeOff(endpoint, null));
            return TryEnd() ? new RemoteEnd(Result(ReasonOf(_finish)), null) : new RemoteEnd(null, null);
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            return MakesWay ? new RemoteEnd(null, null) : new RemoteEnd(Result(FinishReason.Cancelled), null);
        }
        catch (Exception) when (silence.IsCancellationRequested)
        {
            return Ended(RemoteErrors.Slow(endpoint, _pieces > 0, _pieces > 0 ? options.StallSeconds : options.FirstTokenSeconds));
        }
        catch (Exception failure)
        {
            return Ended(RemoteErrors.Of(failure, endpoint, time.GetUtcNow(), sendsPriority));
        }
        finally
        {
            lock (_gate)
                _isOver = true;
        }
    }

    /// <summary>What it came to when it ends now.</summary>
    public GenerationResult Result(FinishReason reason, string? failure = null, bool engineStopped = false)
    {
        if (reason == FinishReason.Failed && failure is null)
            failure = $"The engine at {endpoint.Host} cut the answer off by a filter of its own: ask in other words, or check its settings.";
        Tell(_text.Flush(), isLast: true);
        var usage = _usage ?? new TokenUsage(ticket.Request.Prompt.Count, 0, _pieces);
        return new GenerationResult(reason, _text.Text, failure, usage, ticket.Clock.Timings(usage.CompletionTokens), usage.CachedTokens > 0 ? PrefixTier.Remote : null)
        {
            EngineStopped = engineStopped,
        };
    }

    public void Dispose() => _stop.Dispose();

    /// <summary>Either it ends with its text or it makes way without it; both would leave a result that nobody was told the text of.</summary>
    private bool TryEnd()
    {
        lock (_gate)
        {
            _isOver |= !_makesWay;
            return !_makesWay;
        }
    }

    private static RemoteEnd Ended(RemoteException problem) => new(null, problem);

    private FinishReason ReasonOf(ChatFinishReason? finish)
    {
        if (_text.Stopped)
            return FinishReason.StopString;
        if (finish == ChatFinishReason.Length)
            return FinishReason.MaxTokens;
        return finish == ChatFinishReason.ContentFilter ? FinishReason.Failed : FinishReason.EndOfText;
    }

    private void Take(ChatResponseUpdate update)
    {
        _finish = update.FinishReason ?? _finish;
        foreach (var content in update.Contents)
        {
            switch (content)
            {
                case TextReasoningContent { Text.Length: > 0 } thought:
                    if (!_thinks && _pieces == 0)
                    {
                        _thinks = true;
                        Add(ThoughtText.Open);
                    }
                    Add(thought.Text);
                    Count();
                    break;
                case TextContent { Text.Length: > 0 } text:
                    CloseThought();
                    Add(text.Text);
                    Count();
                    break;
                case UsageContent { Details: { InputTokenCount: { } prompt, OutputTokenCount: { } completion } details }:
                    _usage = new TokenUsage((int)prompt, (int)Math.Min(prompt, details.CachedInputTokenCount ?? 0), (int)completion);
                    break;
            }
        }
    }

    // Engines that part the thoughts from the answer send both without the tags that the rest of us goes by.
    private void CloseThought()
    {
        if (!_thinks)
            return;
        _thinks = false;
        Add(ThoughtText.Close);
    }

    private void Count()
    {
        _pieces++;
        ticket.Clock.Token();
        onPiece();
    }

    private void Add(string text) => Tell(_text.Add(Encoding.UTF8.GetBytes(text)), isLast: false);

    private void Tell(string text, bool isLast)
    {
        lock (_gate)
        {
            if (_makesWay)
                return;
            _heldBack.Append(text);
            if (_heldBack.Length == 0 || (_holdsBack && !isLast))
                return;
            _told = true;
            ticket.Tell(new GenerationText(_heldBack.ToString(), _pieces));
            _heldBack.Clear();
        }
    }
}

using SleepTime.Engine.Generation.Scoring;

namespace SleepTime.Engine.Generation;

/// <summary>Scoring: the log-probabilities of given tokens.</summary>
public sealed partial class GenerationService
{
    /// <summary>False with remote engines, which tell no log-probabilities of given tokens.</summary>
    public bool CanScore => _model is not { IsRemote: true };

    /// <summary>
    /// Gives the log-probability of each token of each continuation after a common prefix. The continuations run side by
    /// side in the same batches, sharing the prefix; as background work they stand aside for questions.
    /// </summary>
    /// <exception cref="ArgumentException">The prefix or a continuation is empty, there are none or too many, a token does not exist, or too many for a question.</exception>
    /// <exception cref="ModelNotReadyException">No model is ready.</exception>
    /// <exception cref="QueueFullException">The class has no room for all continuations just now; none was queued.</exception>
    /// <exception cref="TooManyAtOnceException">There are more continuations than requests of the class may ever wait.</exception>
    /// <exception cref="PromptTooLongException">Prefix and a continuation together do not fit the context length.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the engine forgets all of it within one step.</exception>
    /// <exception cref="ScoringFailedException">The engine stopped or failed meanwhile, or cannot score: see <see cref="CanScore"/>.</exception>
    public Task<ScoringResult> ScoreAsync(ScoringRequest request, CancellationToken cancellationToken) => ScoreAsync(request, follow: null, cancellationToken);

    /// <inheritdoc cref="ScoreAsync(ScoringRequest, CancellationToken)"/>
    /// <param name="follow">Told what happens to each of the continuations meanwhile, such as stepping aside, from several threads.</param>
    internal async Task<ScoringResult> ScoreAsync(ScoringRequest request, Action<GenerationUpdate>? follow, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Verify(request);
        GenerationTicket[] tickets = [.. request.Continuations.Select(continuation => Ticket(request, continuation))];
        Enqueue(tickets);
        await using var registration = cancellationToken.Register(() => CancelAll(tickets));

        if (follow is not null)
            await Task.WhenAll(tickets.Select(ticket => FollowAsync(ticket, follow)));
        var results = await Task.WhenAll(tickets.Select(ticket => ticket.Completion));
        cancellationToken.ThrowIfCancellationRequested();
        if (results.FirstOrDefault(result => result.Failure is not null) is { } failed)
            throw new ScoringFailedException(failed.Failure!) { EngineStopped = failed.EngineStopped };
        return new ScoringResult(
            [.. tickets.Select(ticket => new ContinuationScore(ticket.LogProbabilities!))],
            results.Aggregate(TokenUsage.None, (sum, result) => sum + result.Usage));
    }

    private static async Task FollowAsync(GenerationTicket ticket, Action<GenerationUpdate> follow)
    {
        await foreach (var update in ticket.ReadUpdatesAsync(CancellationToken.None))
            follow(update);
    }

    private GenerationTicket Ticket(ScoringRequest request, IReadOnlyList<int> continuation)
    {
        var generation = new GenerationRequest
        {
            Prompt = [.. request.Prefix, .. continuation],
            Class = request.Class,
            MaxTokens = 1,
            ScoreFrom = request.Prefix.Count,
            ContextId = request.ContextId,
            Owner = request.Owner,
        };
        return new GenerationTicket(generation, new GenerationClock(_time), OnCancel, onEnded: OnEnded);
    }

    private void Verify(ScoringRequest request)
    {
        if (request.Class == GenerationClass.Question && request.Continuations.Count > ScoringRequest.MaxOfAQuestion)
            throw new ArgumentException($"There are {request.Continuations.Count} continuations; 1 to {ScoringRequest.MaxOfAQuestion} are taken while somebody waits.", nameof(request));
        if (request.Prefix.Count == 0)
            throw new ArgumentException("The prefix has no tokens.", nameof(request));
        if (request.Continuations.Count is 0 or > ScoringRequest.MaxContinuations)
            throw new ArgumentException($"There are {request.Continuations.Count} continuations; 1 to {ScoringRequest.MaxContinuations} are taken.", nameof(request));
        VerifyReady(request.Vocabulary);
        if (!CanScore)
            throw new ScoringFailedException("A remote engine tells no log-probabilities of given tokens: load a model here for what needs them.");
        VerifyTokens(request.Prefix, nameof(request));
        foreach (var continuation in request.Continuations)
        {
            if (continuation.Count == 0)
                throw new ArgumentException("A continuation has no tokens.", nameof(request));
            VerifyTokens(continuation, nameof(request));
            if (continuation.Count > _contextLength - request.Prefix.Count)
                throw new PromptTooLongException(request.Prefix.Count, continuation.Count, _contextLength);
        }
    }

    private static void CancelAll(GenerationTicket[] tickets)
    {
        foreach (var ticket in tickets)
            ticket.Cancel();
    }
}

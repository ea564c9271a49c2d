using Microsoft.Extensions.Logging;
using SleepTime.Engine.Generation.Prefixes;

namespace SleepTime.Engine.Generation;

/// <summary>Admission: which waiting request gets a sequence now, and how much of its prompt is there already.</summary>
internal sealed partial class EngineLoop
{
    private void Admit()
    {
        _restored = false;
        while (true)
        {
            _changes.Note(_active, _prefixes, _saved);
            if (NextParked() is { } parked && TryTakeSequence(parked.Class, parked.Shareable, out var sequence))
            {
                _parked.Remove(parked);
                Place(parked, sequence);
                continue;
            }

            // What ageing lets in goes before questions: they would take every sequence that becomes free.
            var ticket = (MayGoBesideQuestions() && NoBackgroundIsAdmitted() ? _queue.Take(_mayGoAged) : null) ?? _queue.Take(_mayGo);
            if (ticket is null)
                return;
            // It names those that ran when it was made, and they the ones before them: kept, nothing would ever be freed.
            ticket.Look = null;
            sequence = SequenceFor(ticket);

            ticket.Clock.Admitted();
            if (Begin(ticket) is { } generation)
                Place(generation, sequence);
            else
                GiveBack(sequence);
        }
    }

    /// <summary>For one that was taken from the queue and is nowhere else yet: should making room for it fail, nobody but this would end it.</summary>
    private int SequenceFor(GenerationTicket ticket)
    {
        try
        {
            return TryTakeSequence(ticket.Request.Class, PromptOf(ticket), out var sequence)
                ? sequence
                : throw new InvalidOperationException("A request was taken from the queue without a sequence for it.");
        }
        catch (Exception failure)
        {
            ticket.FinishUnadmitted(FinishReason.Failed, $"There was no room to be made for the request: {failure.Message}");
            throw;
        }
    }

    /// <summary>The most urgent one that had to make room, when there may be room again and it is its turn.</summary>
    private ActiveGeneration? NextParked()
    {
        if (_parked.Count == 0 || !_roomMayBeFree && _active.Count > 0)
            return null;
        var next = _parked.MinBy(generation => generation.Class)!;
        if (IsRestoredLater(next))
            return null;
        if (next.Class == GenerationClass.Question || !QuestionsRun() && !QuestionsWait())
            return next;

        // It would only be parked again, or hold a sequence and get nothing.
        var isItsTurn = MayGoBesideQuestions() && _active.TrueForAll(generation => generation.Class == GenerationClass.Question);
        return isItsTurn && !IsKeptForOthers(next.Ticket) ? next : null;
    }

    /// <summary>Null when it could not begin: whatever the reason is, it is this request's alone, and it must not wait for ever.</summary>
    private ActiveGeneration? Begin(GenerationTicket ticket)
    {
        try
        {
            return new ActiveGeneration(ticket, ticket.Request.ScoreFrom > 0 ? null : _model.CreateSampler(ticket.Request.Sampling), _canShare ? ticket.Lookup : null);
        }
        catch (Exception failure)
        {
            LogNotBegun(_logger, failure, ticket.Id);
            ticket.FinishUnadmitted(FinishReason.Failed, $"The request could not begin: {failure.Message}");
            return null;
        }
    }

    private bool MayGo(GenerationTicket candidate)
    {
        var @class = candidate.Request.Class;
        if (@class != GenerationClass.Question && QuestionsRun() && !(MayGoBesideQuestions() && NoBackgroundIsAdmitted()))
            return false;

        // What was admitted and had to make room comes back before anything new that is no more urgent.
        foreach (var parked in _parked)
        {
            if (parked.Class <= @class)
                return false;
        }
        return CanTakeSequence(@class) && !IsKeptForOthers(candidate) && !IsPrefixOnItsWay(candidate) && !IsRestoredLater(candidate);
    }

    /// <summary>
    /// Fairness between askers: the last sequence to be had is not for one who has questions running already, so that who
    /// asks ten does not make another wait for a long answer. Where there are but two, one asker may have both: a
    /// comparison is two questions. What ageing lets in takes the last one only when several askers run already.
    /// </summary>
    private bool IsKeptForOthers(GenerationTicket candidate)
    {
        if (_context.MaxSequences <= 2 || !QuestionsRun() || SequencesFor(candidate.Request.Class) > 1)
            return false;
        return candidate.Request.Class == GenerationClass.Question
            ? AnyQuestionOf(candidate.Request.Owner, _active) || AnyQuestionOf(candidate.Request.Owner, _parked)
            : OneAskerRuns();
    }

    /// <summary>How many sequences the class could be given now, one after another.</summary>
    private int SequencesFor(GenerationClass @class)
    {
        var sequences = _prefixes.FreeCount + _prefixes.ResidentCount;
        foreach (var generation in _active)
            sequences += @class == GenerationClass.Question && CanBeParked(generation) ? 1 : 0;
        return sequences;
    }

    private bool OneAskerRuns()
    {
        string? asker = null;
        foreach (var generation in _active)
        {
            if (generation.Class != GenerationClass.Question)
                continue;
            asker ??= generation.Asker;
            if (asker != generation.Asker)
                return false;
        }
        return true;
    }

    private static bool AnyQuestionOf(string asker, List<ActiveGeneration> generations)
    {
        foreach (var generation in generations)
        {
            if (generation.Class == GenerationClass.Question && generation.Asker == asker)
                return true;
        }
        return false;
    }

    /// <summary>
    /// Ageing: when it has earned enough to get on with, one background generation is let in beside questions. Beside
    /// running ones only: what it may do is earned by their tokens.
    /// </summary>
    private bool MayGoBesideQuestions() => _allowance.IsFull && QuestionsRun();

    private bool NoBackgroundIsAdmitted() =>
        _active.TrueForAll(generation => generation.Class == GenerationClass.Question) && _parked.TrueForAll(generation => generation.Class == GenerationClass.Question);

    private bool QuestionsRun() => _active.Exists(generation => generation.Class == GenerationClass.Question);

    private void Place(ActiveGeneration generation, int sequence)
    {
        if (generation.Class == GenerationClass.Question)
            _chunk.QuestionCame(QuestionsRun());

        // Let in beside questions, it stands aside from the first step on: nothing was interrupted.
        if (generation.Class != GenerationClass.Question && QuestionsRun())
        {
            generation.Ticket.SteppedAside = true;
            generation.LetInByAgeing = true;
        }

        // Before anything can fail: from here on it is ended with all others.
        _active.Add(generation);
        var isNew = generation.Cached < 0;
        var (shared, tier) = TakePrefix(generation, sequence);
        generation.Place(sequence, shared, tier);
        if (isNew)
            _saved.Meter.Count(generation.CachedFrom, shared, generation.Shareable.Length);
    }

    /// <summary>The sequence, resident or running, that shares most with the tokens, never all: the last one must be computed for its logits.</summary>
    private (int Sequence, int Shared) FindPrefix(ReadOnlySpan<int> tokens)
    {
        if (!_canShare)
            return (-1, 0);
        var wanted = tokens[..^1];
        var best = _prefixes.FindLongest(wanted);
        foreach (var running in _active)
        {
            var shared = wanted.CommonPrefixLength(running.Tokens[..running.Computed]);
            if (shared > best.Shared)
                best = (running.Sequence, shared);
        }
        return best;
    }

    private bool CanTakeSequence(GenerationClass @class) =>
        _prefixes.FreeCount > 0 || _prefixes.ResidentCount > 0 || CanParkFor(@class);

    /// <summary>
    /// A free sequence; else that of a prefix which the prompt begins like and which has little besides, handed over with
    /// what they share; else that of the least recently used one; else, for a question, that of background work.
    /// </summary>
    /// <param name="wanted">The part of the prompt that may be shared, and one token more.</param>
    private bool TryTakeSequence(GenerationClass @class, ReadOnlySpan<int> wanted, out int sequence)
    {
        if (_prefixes.TryTakeFree(out sequence))
            return true;
        var (own, shared) = _canShare ? _prefixes.FindLongest(wanted[..^1]) : (-1, 0);
        var isOfUse = shared >= PrefixLook.WorthWaitingFor;
        if (isOfUse && 2 * shared >= _prefixes.LengthOf(own))
            HandOver(own, shared);
        else if (_prefixes.TryEvict(out var evicted, except: isOfUse ? own : -1))
            Forget(evicted);
        else if (isOfUse)
            HandOver(own, shared);
        else if (CanParkFor(@class))
            Park(LeastUrgent());
        return _prefixes.TryTakeFree(out sequence);
    }

    private void HandOver(int resident, int shared)
    {
        _prefixes.HandOver(resident, shared);
        Forget(resident, from: shared);
    }

    /// <summary>Takes back a sequence that nobody came to use; one handed over holds something.</summary>
    private void GiveBack(int sequence)
    {
        Forget(sequence);
        _prefixes.Release(sequence);
    }

    /// <summary>What ageing let in keeps its sequence while a question runs; else the next question would undo it.</summary>
    private bool CanBeParked(ActiveGeneration generation) =>
        generation.Class != GenerationClass.Question && !(generation.LetInByAgeing && QuestionsRun());

    private bool CanParkFor(GenerationClass @class) => @class == GenerationClass.Question && _active.Exists(CanBeParked);

    /// <summary>
    /// The one to be parked: of the least urgent class, the one admitted last. What ageing let in is spared as long as a
    /// question still runs without the other one: it would never end if it began again each time.
    /// </summary>
    private ActiveGeneration LeastUrgent()
    {
        ActiveGeneration? least = null, letIn = null;
        var questions = 0;
        foreach (var generation in _active)
        {
            questions += generation.Class == GenerationClass.Question ? 1 : 0;
            if (generation.LetInByAgeing)
                letIn = generation;
            else if (least is null || generation.Class >= least.Class)
                least = generation;
        }
        var isSpared = letIn is null || questions > 1 || least is not null && least.Class != GenerationClass.Question;
        return isSpared ? least ?? letIn! : letIn!;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Generation {Id} could not begin")]
    private static partial void LogNotBegun(ILogger logger, Exception exception, Guid id);
}

using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using SleepTime.Engine.Generation.Prefixes;
using SleepTime.Engine.Runtimes;

namespace SleepTime.Engine.Generation;

/// <summary>Prefixes: where a prompt's beginning is taken from, and what becomes of it afterwards.</summary>
internal sealed partial class EngineLoop
{
    private readonly ConcurrentQueue<(Guid ContextId, TaskCompletionSource Done)> _toForget = [];

    /// <summary>
    /// Gives up what is kept of a context in cells and in memory, at the next step. Any thread. Never completes when the
    /// engine ends before that step: then nothing is kept anyway.
    /// </summary>
    public Task ForgetAsync(Guid contextId)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _toForget.Enqueue((contextId, done));
        return done.Task;
    }

    private void ForgetContexts()
    {
        while (_toForget.TryDequeue(out var next))
        {
            try
            {
                _saved.Forget(next.ContextId);
                foreach (var sequence in _prefixes.Forget(next.ContextId))
                    Forget(sequence);
            }
            finally
            {
                // If the memory failed, a new one takes its place, and nothing is left either.
                next.Done.SetResult();
            }
        }
    }

    private PrefixStore CreatePrefixStore() =>
        new(_context.MaxSequences, _maxResident, _limits.CellsOf(_context.CellCount), SaveEvicted);

    /// <summary>Fills an empty sequence with the longest prefix there is: a live one, else a saved state.</summary>
    /// <returns>How many tokens it holds now, and where they came from.</returns>
    private (int Shared, PrefixTier Tier) TakePrefix(ActiveGeneration generation, int sequence)
    {
        var (source, shared) = FindLive(generation, sequence);
        if (_canShare && _saved.Find(generation.Ticket, generation.Shareable[..^1], shared) is var (state, spared))
        {
            if (IsWorthItsCells(state.Tokens.Length, spared - shared) && TryFreeCells(state.Tokens.Length))
            {
                Forget(sequence);
                Restore(state, sequence, spared);
                _saved.Touch(state, generation.Class);
                return (spared, state.Tier);
            }
            // What was found may have been given up in vain.
            (source, shared) = FindLive(generation, sequence);
        }
        if (source != sequence)
            Forget(sequence);
        if (shared > 0 && source != sequence)
        {
            _context.SharePrefix(source, sequence, shared);
            _prefixes.Touch(source, generation.Class);
        }
        return (shared, PrefixTier.Live);
    }

    /// <summary>The live sequence that shares most, which may be the one handed over to it.</summary>
    private (int Sequence, int Shared) FindLive(ActiveGeneration generation, int sequence)
    {
        var handedOver = _context.LengthOf(sequence);
        var others = FindPrefix(generation.Shareable);
        return handedOver > 0 && handedOver >= others.Shared ? (sequence, handedOver) : others;
    }

    private void Restore(SavedState state, int sequence, int length)
    {
        var since = _saved.Speeds.Now();
        _restored = true;
        try
        {
            _context.RestoreState(sequence, state.Payload, state.Tokens.Length);
        }
        catch (StateRefusedException)
        {
            _saved.Discard(state);
            throw;
        }
        _saved.Speeds.Moved(PrefixTier.Memory, state.Payload.Length, since);
        Forget(sequence, from: length);
    }

    /// <summary>Ends a request that was only there for its state.</summary>
    private void SavePrompt(ActiveGeneration generation)
    {
        // Before its end is told, so that a deletion that waits for its end comes after it in the writer.
        if (Save(generation) is { } known)
            generation.Ticket.TellSaved(known);
        Retire(generation, FinishReason.MaxTokens);
    }

    /// <summary>Null when it is on its way to the disk, whose end the ticket is told.</summary>
    private PrefixSaveOutcome? Save(ActiveGeneration generation)
    {
        if (_saved.IsOnDisk(generation.Tokens, generation.Owner))
            return PrefixSaveOutcome.Saved;
        var size = _context.StateSize(generation.Sequence);
        if (size > 0 && !_saved.FitsOnDisk(size))
            return PrefixSaveOutcome.TooLarge;
        if (size == 0 || TryCopyState(generation.Sequence) is not { } state)
            return PrefixSaveOutcome.NotCopied;
        _saved.Write(new SavedState(generation.Tokens.ToArray(), state, generation.Owner, PrefixTier.Memory), generation.Ticket.TellSaved);
        return null;
    }

    /// <summary>A state takes cells for all of its tokens for a moment: residents go for it only when half of it is of use.</summary>
    private bool IsWorthItsCells(int cells, int spared) => _context.FreeCells >= cells || spared * 2 >= cells;

    /// <summary>Gives up resident prefixes until so many cells are free; none when all of them would not suffice.</summary>
    private bool TryFreeCells(int wanted)
    {
        if (_context.FreeCells < wanted && _context.CellCount - CellsRunning() < wanted)
            return false;
        while (_context.FreeCells < wanted)
        {
            if (!_prefixes.TryEvict(out var evicted))
                return false;
            Forget(evicted);
        }
        return true;
    }

    /// <summary>Cells of running generations, which stay when every resident has gone; a beginning that several share counts once.</summary>
    private long CellsRunning()
    {
        var cells = new RadixIndex<ActiveGeneration>();
        foreach (var running in _active.Where(running => running.Computed > 0))
            cells.Add(running.Tokens[..running.Computed], running);
        return cells.TokenCount;
    }

    /// <summary>A prefix is about to lose its cells: copies its state into memory when that is worth it.</summary>
    /// <param name="kept">How many of its first tokens stay in its sequence for another.</param>
    private void SaveEvicted(ResidentPrefix evicted, int kept)
    {
        if (_saved.IsWorthSaving(evicted, Math.Max(kept, FindPrefix(evicted.Tokens).Shared))
            && _saved.FitsAnywhere(_context.StateSize(evicted.Sequence), evicted.Owner.ContextId)
            && TryCopyState(evicted.Sequence) is { } state)
            _saved.Keep(new SavedState(evicted.Tokens, state, evicted.Owner, PrefixTier.Memory));
    }

    /// <summary>A generation is about to lose its cells and wants them back: copies its state into memory when that is quicker than computing it again.</summary>
    private void SaveParked(ActiveGeneration generation)
    {
        // Of what is scored, only the prefix can be taken from a state.
        var length = generation.IsScoring ? Math.Min(generation.Computed, generation.ScoreFrom - 1) : generation.Computed;
        if (!_canShare || length == 0)
            return;
        if (_context.LengthOf(generation.Sequence) > length)
            Forget(generation.Sequence, from: length);
        var tokens = generation.Tokens[..length];
        if (_saved.IsWorthParking(tokens, FindRunning(tokens, except: generation), _context.StateSize(generation.Sequence))
            && TryCopyState(generation.Sequence) is { } state)
            _saved.Keep(new SavedState(tokens.ToArray(), state, generation.Owner, PrefixTier.Memory));
    }

    /// <summary>Most of the tokens that another running generation holds.</summary>
    private int FindRunning(ReadOnlySpan<int> tokens, ActiveGeneration except)
    {
        var most = 0;
        foreach (var running in _active)
        {
            if (running != except)
                most = Math.Max(most, tokens.CommonPrefixLength(running.Tokens[..running.Computed]));
        }
        return most;
    }

    /// <summary>Null when there is no memory for the copy: a saved state is only ever a gain, and nobody's end.</summary>
    private byte[]? TryCopyState(int sequence)
    {
        try
        {
            return _context.SaveState(sequence);
        }
        catch (OutOfMemoryException failure)
        {
            LogNotCopied(_logger, failure);
            return null;
        }
    }

    /// <summary>
    /// A refused state may have spoilt what is in the context. Nobody is to blame who runs in it, so all of them are
    /// computed again in a new one.
    /// </summary>
    private void MoveToNewContext()
    {
        _load.Counters.ContextLost();
        var forAQuestion = AreQuestionsThere;
        foreach (var generation in _active)
            generation.Park(forAQuestion);
        _parked.AddRange(_active);
        _active.Clear();
        _roomMayBeFree = true;
        RecreateContext();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A state was not saved: there is no memory for the copy; lower SleepTime:Generation:StateMemoryBytes")]
    private static partial void LogNotCopied(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "A saved state was refused; the inference context is made anew and what runs is computed again")]
    private static partial void LogStateRefused(ILogger logger, Exception exception);
}

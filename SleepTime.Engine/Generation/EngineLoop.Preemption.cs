namespace SleepTime.Engine.Generation;

/// <summary>Pre-emption: a question does not wait for a long background step to end.</summary>
internal sealed partial class EngineLoop
{
    private volatile bool _interruptible;

    /// <summary>
    /// A question was queued: cuts short the decode that is running if nothing but background work is in it. Any thread.
    /// A call that meets the very beginning of a decode is lost, and the question then waits for that one step.
    /// </summary>
    public void YieldToQuestion()
    {
        if (_interruptible)
            RequestAbort();
    }

    /// <summary>
    /// A state was read from disk, or could not be: a question that waited for it does not wait for a step of background
    /// work as well. Any thread.
    /// </summary>
    public void StateHasCome()
    {
        if (_queue.AnyWaiting(GenerationClass.Question))
            YieldToQuestion();
    }

    /// <summary>Decodes the batch, or leaves it when a question came while it was filled.</summary>
    private void DecodeInterruptibly()
    {
        // Set before the queue is looked at, so that a question is seen here or sees this. A memory that cannot be cut
        // back would lose everything by an abort.
        _interruptible = _planner.MayBeInterrupted && _canShare && _context.CanAbort;
        try
        {
            if (!_interruptible || !_queue.AnyWaitingForTheEngine(GenerationClass.Question))
                Decode();
        }
        finally
        {
            _interruptible = false;
        }
    }

    /// <summary>
    /// A decode was cut short: whole micro-batches of it stay. Each generation goes on from there; tokens whose
    /// logits were wanted are computed again, since those are gone.
    /// </summary>
    private void TakePartialResults()
    {
        _load.Counters.StepAborted();
        // Only a stop aborts what cannot be cut back, and then nothing goes on.
        if (!_canShare)
            return;
        foreach (var (generation, count, _, rows) in _shares)
        {
            var kept = _context.LengthOf(generation.Sequence) - generation.Computed;
            kept = Math.Clamp(kept, 0, count - rows);
            Forget(generation.Sequence, from: generation.Computed + kept);
            generation.Advance(kept);
        }
    }
}

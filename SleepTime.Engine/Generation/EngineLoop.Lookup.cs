using SleepTime.Engine.Generation.Lookup;

namespace SleepTime.Engine.Generation;

/// <summary>Lookup: several tokens of one generation in one step, drafted from its prompt and verified by the model.</summary>
internal sealed partial class EngineLoop
{
    private readonly RowCost _rowCost = new();

    /// <summary>What a row costs as far as measured; engine thread only.</summary>
    internal double CostOfARow => _rowCost.Value;

    /// <summary>
    /// Draws at each drafted token as if it had been drawn the step before; the first one that the model says otherwise
    /// ends it, and what was computed beyond is forgotten.
    /// </summary>
    private void TakeDrafted(StepShare share)
    {
        var (generation, _, firstRow, _) = share;
        var accepted = 0;
        for (var row = 0; row < share.Rows; row++)
        {
            var token = _context.Sample(generation.Sampler!, firstRow + row);
            generation.Advance(1);
            TakeToken(generation, token);
            if (row == generation.Draft.Count || token != generation.Draft[row])
                break;
            accepted++;
            if (generation.Ticket.Completion.IsCompleted)
                break;
        }

        _load.Counters.Drafted(generation.Draft.Count, accepted);
        generation.Lookup!.Gauge.Verified(generation.Draft.Count, accepted);
        if (generation.Ticket.Completion.IsCompleted)
            return;
        if (accepted < generation.Draft.Count)
            Forget(generation.Sequence, from: generation.Computed);
        generation.Draft.Clear();
    }

    /// <summary>
    /// Learns from steps that are comparable: nothing but tokens that decode, of one generation or of several, since all
    /// sequences are rows of the same cache; and steps that read. Called before the results are taken, since these change
    /// what was in the step.
    /// </summary>
    private void Measure(TimeSpan elapsed)
    {
        var reads = false;
        foreach (var share in _shares)
        {
            if (share.Generation.IsScoring)
                return;
            reads |= !share.Generation.IsDecoding;
        }
        if (reads)
            _stepCost.Measured(_batch.Count, elapsed);
        else
            _rowCost.Measured(_batch.Count, elapsed);
    }
}

using SleepTime.Engine.Generation.Scoring;

namespace SleepTime.Engine.Generation;

/// <summary>Scoring: a prompt whose last tokens are looked up in the logits instead of being continued.</summary>
internal sealed partial class EngineLoop
{
    private void TakeScores(StepShare share)
    {
        var generation = share.Generation;
        for (var row = 0; row < share.Rows; row++)
        {
            // The logits of a position say how likely each token is at the next one.
            var position = generation.Computed + share.Count - share.Rows + row + 1;
            generation.Ticket.LogProbabilities![position - generation.ScoreFrom] =
                LogSoftmax.At(_context.GetLogits(share.FirstRow + row), generation.Tokens[position]);
        }
        generation.Advance(share.Count);
        if (generation.Pending == 0)
            Retire(generation, FinishReason.EndOfText);
    }

    /// <summary>Of what is scored only the prefix is worth keeping, once: its continuations are never asked for again.</summary>
    private int WorthKeeping(ActiveGeneration generation)
    {
        if (!generation.IsScoring)
            return generation.Computed;
        var prefix = generation.Tokens[..Math.Min(generation.Computed, generation.ScoreFrom - 1)];
        return _prefixes.FindLongest(prefix).Shared == prefix.Length ? 0 : prefix.Length;
    }
}

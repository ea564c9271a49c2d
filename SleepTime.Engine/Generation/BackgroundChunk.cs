using SleepTime.Engine.Generation.Lookup;
using SleepTime.Engine.Generation.Prefixes;

namespace SleepTime.Engine.Generation;

/// <summary>
/// How many prompt tokens background work reads in one step. A question cuts such a step short and what it computed is
/// lost, so a step is a checkpoint: short ones lose little, but each costs its own overhead (reading the weights). The
/// interval between checkpoints that loses least is √(2 δ M), with δ the cost of a checkpoint and M the mean time between
/// interruptions (J. W. Young, "A first order approximation to the optimum checkpoint interval", CACM 17(9), 1974). δ is
/// a step with one row, M the mean time between questions, both as measured here. Engine thread only.
/// </summary>
internal sealed class BackgroundChunk(RowCost rowCost, PrefixSpeeds speeds, TimeProvider time)
{
    /// <summary>Of fewer tokens the fixed cost of a step is the larger part, and the speed of reading would no longer be measured.</summary>
    public const int Fewest = PrefixSpeeds.SmallestBatch;

    private readonly MovingAverage _between = new();
    private long? _last;

    /// <summary>A question was admitted. Those that come together, as the two of a comparison do, interrupt once.</summary>
    public void QuestionCame(bool othersRun)
    {
        var now = time.GetTimestamp();
        if (!othersRun && _last is { } last)
            _between.Add(time.GetElapsedTime(last, now).TotalSeconds);
        _last = now;
    }

    /// <summary>
    /// Prompt tokens for the next step: <see cref="Fewest"/> at least, without limit while nothing is known. As long as no
    /// question comes they grow with the time since the last one.
    /// </summary>
    public int Tokens
    {
        get
        {
            if (_last is not { } last || rowCost.OneRow is not { } oneRow || speeds.TokensPerSecond is not { } tokensPerSecond)
                return int.MaxValue;
            var between = Math.Max(_between.Value ?? 0, time.GetElapsedTime(last).TotalSeconds);
            var tokens = Math.Sqrt(2 * oneRow.TotalSeconds * between) * tokensPerSecond;
            return (int)Math.Clamp(tokens, Fewest, int.MaxValue);
        }
    }
}

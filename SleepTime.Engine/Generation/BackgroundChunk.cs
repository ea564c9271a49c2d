using SleepTime.Engine.Generation.Prefixes;

namespace SleepTime.Engine.Generation;

/// <summary>
/// How many prompt tokens background work reads in one step. A question cuts such a step short and what it computed is
/// lost, so a step is a checkpoint: short ones lose little, but each has a cost of its own. The interval between
/// checkpoints that loses least is √(2 δ M), with δ the cost of a checkpoint and M the mean time between interruptions
/// (J. W. Young, "A first order approximation to the optimum checkpoint interval", CACM 17(9), 1974). δ is the fixed part
/// of a step, M the mean time between questions, both as measured here. Engine thread only.
/// </summary>
internal sealed class BackgroundChunk(StepCost cost, TimeProvider time)
{
    /// <summary>Of fewer tokens the speed of reading would no longer be measured.</summary>
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
            if (_last is not { } last || cost.Value is not var (@fixed, perToken))
                return int.MaxValue;
            var between = Math.Max(_between.Value ?? 0, time.GetElapsedTime(last).TotalSeconds);
            return (int)Math.Clamp(Math.Sqrt(2 * @fixed * between) / perToken, Fewest, int.MaxValue);
        }
    }
}

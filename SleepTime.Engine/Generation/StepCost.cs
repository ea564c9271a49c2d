namespace SleepTime.Engine.Generation;

/// <summary>
/// What a step that reads prompts costs: a fixed part and a part for each token, by least squares over the steps of late,
/// in which older ones count less and less. Engine thread only.
/// </summary>
internal sealed class StepCost
{
    /// <summary>Steps of fewer tokens decode more than they read.</summary>
    public const int SmallestStep = 8;

    // Half of the weight is that of the last 35 steps.
    private const double Remembered = 0.98;

    // Steps of nearly one size do not tell the two parts apart.
    private const double LeastSpread = 8;

    private double _weight, _tokens, _seconds, _tokensSquared, _product;

    public void Measured(int tokens, TimeSpan elapsed)
    {
        if (tokens < SmallestStep || elapsed <= TimeSpan.Zero)
            return;
        var seconds = elapsed.TotalSeconds;
        _weight = _weight * Remembered + 1;
        _tokens = _tokens * Remembered + tokens;
        _seconds = _seconds * Remembered + seconds;
        _tokensSquared = _tokensSquared * Remembered + (double)tokens * tokens;
        _product = _product * Remembered + tokens * seconds;
    }

    /// <summary>Seconds of a step beside its tokens, 0 or more, and seconds of each token; null while the steps do not tell.</summary>
    public (double Fixed, double PerToken)? Value
    {
        get
        {
            if (_weight < 4)
                return null;
            var (tokens, seconds) = (_tokens / _weight, _seconds / _weight);
            var spread = _tokensSquared / _weight - tokens * tokens;
            if (spread < LeastSpread * LeastSpread)
                return null;
            var perToken = (_product / _weight - tokens * seconds) / spread;
            return perToken > 0 ? (Math.Max(0, seconds - perToken * tokens), perToken) : null;
        }
    }
}

namespace SleepTime.Engine.Generation.Lookup;

/// <summary>
/// How many tokens are worth drafting for one generation, by what became of its drafts so far: longer while all of it is
/// accepted, shorter when not, and none for a while when the accepted share does not pay for what drafting costs. Not
/// thread-safe.
/// </summary>
/// <param name="most">Most tokens of a draft, 1 or more.</param>
internal sealed class DraftGauge(int most)
{
    private const double WeightOfLatest = 0.25;
    private const int FirstPause = 16;
    private const int LongestPause = 512;

    // Both sides are measured and waver; a gain below this is none.
    private const double Margin = 1.25;

    private int _length = Math.Min(2, most);
    private int _pause;
    private int _nextPause = FirstPause;
    private bool _probing;

    /// <summary>Share of drafted tokens that was accepted lately, 0 to 1; 1 at first.</summary>
    public double Acceptance { get; private set; } = 1;

    /// <summary>Tokens to draft for the next step; 0 while it does not pay, with a short try after each pause.</summary>
    /// <param name="rowCost">What one more token in a batch costs, in steps with one token.</param>
    public int Next(double rowCost)
    {
        if (_pause > 0)
        {
            _pause--;
            return 0;
        }

        // Each drafted token gains a token with the probability of its acceptance, and costs this share of a step.
        if (Acceptance >= rowCost * Margin)
        {
            _nextPause = FirstPause;
            return _length;
        }
        _length = 1;
        if (_probing)
            return _length;
        _probing = true;
        _pause = _nextPause - 1;
        _nextPause = Math.Min(LongestPause, _nextPause * 2);
        return 0;
    }

    /// <summary>A draft was verified.</summary>
    public void Verified(int drafted, int accepted)
    {
        Acceptance += WeightOfLatest * ((double)accepted / drafted - Acceptance);
        _length = accepted == drafted ? Math.Min(most, _length * 2) : Math.Max(1, Math.Min(_length, accepted + 1));
        _probing = false;
    }
}

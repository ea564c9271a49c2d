namespace SleepTime.Engine.Generation.Lookup;

/// <summary>
/// What one more token in a batch costs on this machine and model, as a share of a step with one token: near 0 where
/// reading the weights takes all the time, near 1 where computing does. Measured on steps in which all rows decode. Not
/// thread-safe.
/// </summary>
internal sealed class RowCost
{
    private const double WeightOfLatest = 0.1;
    private const double Unknown = 0.5;

    private double _oneRow;
    private double _moreRows;

    /// <summary>0 or more, 0.5 while nothing was measured; above 1 where small batches are slower than one token at a time.</summary>
    public double Value { get; private set; } = Unknown;

    public void Measured(int rows, TimeSpan elapsed)
    {
        var seconds = elapsed.TotalSeconds;
        if (seconds <= 0)
            return;
        if (rows == 1)
            _oneRow = Mean(_oneRow, seconds);
        else if (_oneRow > 0)
            _moreRows = Mean(_moreRows, Math.Max(0, seconds - _oneRow) / (rows - 1));
        if (_oneRow > 0 && _moreRows > 0)
            Value = _moreRows / _oneRow;
    }

    private static double Mean(double mean, double latest) => mean == 0 ? latest : mean + WeightOfLatest * (latest - mean);
}

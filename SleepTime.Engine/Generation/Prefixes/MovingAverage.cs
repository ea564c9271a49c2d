namespace SleepTime.Engine.Generation.Prefixes;

/// <summary>An average in which the last few values count most. Not thread-safe.</summary>
internal sealed class MovingAverage
{
    private const double WeightOfLast = 0.25;
    private const double RaiseBy = 1.05;

    /// <summary>Null before the first value.</summary>
    public double? Value { get; private set; }

    public void Add(double value) => Value = Value is { } before ? before + (WeightOfLast * (value - before)) : value;

    /// <summary>Makes it a twentieth larger.</summary>
    public void Raise() => Value *= RaiseBy;
}

namespace SleepTime.Engine.Sleeping;

/// <summary>How much sleep a context gets, in passes of the model's prompts: the paper's way to scale sleep in one run.</summary>
public enum SleepEffort
{
    /// <summary>What follows directly: the first pass only.</summary>
    Low,

    /// <summary>All passes but the last, which double-checks.</summary>
    Medium,

    /// <summary>All passes.</summary>
    High,
}

public static class SleepEfforts
{
    /// <summary>Number of passes, 1 up to what the prompts have. Pure.</summary>
    public static int Passes(this SleepEffort effort, int available) => effort switch
    {
        SleepEffort.Low => 1,
        SleepEffort.Medium => Math.Max(1, available - 1),
        SleepEffort.High => available,
        _ => throw new ArgumentOutOfRangeException(nameof(effort), effort, "There is no such effort."),
    };
}

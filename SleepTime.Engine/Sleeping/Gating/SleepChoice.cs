namespace SleepTime.Engine.Sleeping.Gating;

/// <summary>Who decides whether a context is slept on.</summary>
public enum SleepChoice
{
    /// <summary>The gate, by expected benefit and cost.</summary>
    Automatic,

    /// <summary>A person: always.</summary>
    Always,

    /// <summary>A person: never.</summary>
    Never,
}

namespace SleepTime.Engine.Sharing;

/// <summary>What a link shows.</summary>
public enum ShareKind
{
    /// <summary>One question with its two answers.</summary>
    Comparison,

    /// <summary>A text with its newest notes.</summary>
    Context,

    /// <summary>The Overview.</summary>
    Overview,

    /// <summary>One question with one answer.</summary>
    Run,
}

namespace SleepTime.Engine.Overview;

/// <summary>What is wrong, in the order of urgency.</summary>
public enum AlertKind
{
    /// <summary>The model could not be loaded.</summary>
    ModelFailed,

    /// <summary>What sleep writes cannot be stored.</summary>
    DiskFull,

    /// <summary>Sleep jobs failed within the last day, and nothing was done about it since.</summary>
    JobsFailed,

    /// <summary>Jobs wait and have got no time for a day.</summary>
    NoIdleTime,

    /// <summary>A person paused sleep.</summary>
    SleepPaused,

    /// <summary>The tokens of the day are spent.</summary>
    BudgetSpent,

    /// <summary>Most lines of the newest notes of a context failed verification.</summary>
    NotesRefuted,

    /// <summary>Notes are of an earlier text, or by another model, and no job makes new ones.</summary>
    NotesStale,
}

public enum AlertLevel
{
    /// <summary>Something does not go as the team may think.</summary>
    Warning,

    /// <summary>Something does not work.</summary>
    Bad,
}

/// <param name="Id">Of a context.</param>
public sealed record ContextName(Guid Id, string Title);

/// <summary>Something that a person may want to do something about.</summary>
/// <param name="Title">What it is, in a few words.</param>
/// <param name="Detail">What happened, in words and numbers.</param>
/// <param name="Next">What to do about it.</param>
/// <param name="Contexts">Those that it is about, at most <see cref="MostContexts"/>; empty when it is about none.</param>
public sealed record Alert(AlertKind Kind, AlertLevel Level, string Title, string Detail, string Next, IReadOnlyList<ContextName> Contexts)
{
    public const int MostContexts = 3;
}

namespace SleepTime.Engine.Generation.Prefixes;

/// <summary>A prefix on its way to the disk: read as background work, then written. Thread-safe.</summary>
/// <param name="Ticket">Its reading, which can be cancelled.</param>
/// <param name="Outcome">Completes when its file is written or will not be; never faults.</param>
public sealed record PrefixSave(GenerationTicket Ticket, Task<PrefixSaveOutcome> Outcome);

/// <summary>What became of a prefix that was to be saved on disk.</summary>
public enum PrefixSaveOutcome
{
    /// <summary>Its file is there, written now or before.</summary>
    Saved,

    /// <summary>It was cancelled or failed before it was read; the result of its ticket says why.</summary>
    NotRead,

    /// <summary>Its state could not be copied out of the cells. The log says why.</summary>
    NotCopied,

    /// <summary>Its state is larger than all files together may be, or than an array.</summary>
    TooLarge,

    /// <summary>As many states as allowed wait to be written; try again when they are.</summary>
    DiskBusy,

    /// <summary>Its file could not be written. The log says why.</summary>
    NotWritten,
}

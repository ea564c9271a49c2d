namespace SleepTime.Engine.Contexts;

/// <summary>A page of a list: its rows, and how many there are in all.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, int Total);

/// <summary>Where a context stands with its notes. Of several that are true at once: ready, underway, paused, unusable, stale, failed, in this order.</summary>
public enum NotesState
{
    /// <summary>None yet, and no job that would make some.</summary>
    None,

    /// <summary>A job waits or runs.</summary>
    Underway,

    /// <summary>Notes of the current version are there, by the model that is loaded, with a line to answer from.</summary>
    Ready,

    /// <summary>The text was edited after the notes were made, or another model or other prompts made them.</summary>
    Stale,

    /// <summary>The last job failed or was cancelled, and there are no notes.</summary>
    Failed,

    /// <summary>A person paused the job that would make some.</summary>
    Paused,

    /// <summary>The current version was slept on and no line is left to answer from: nothing was found, or every line was struck.</summary>
    Unusable,
}

/// <summary>One row of the contexts list.</summary>
/// <param name="NoteCount">Lines of the newest notes, struck ones left out.</param>
public sealed record ContextSummary(
    Guid Id, string Title, string Owner, bool IsSample, int Version, int Tokens, NotesState Notes, int NoteCount, int RunCount, DateTimeOffset CreatedAt);

/// <summary>One context with its current text.</summary>
/// <param name="Fits">False when text, notes, question and answer do not fit the context length of the loaded model: it is read in sections then.</param>
/// <param name="Sections">How many sections such a text has; 0 for one that fits, and as long as it was not cut for the loaded model.</param>
public sealed record ContextDetails(
    Guid Id, string Title, string Owner, bool IsSample, int Version, Guid VersionId, string Text, int Tokens, bool Fits, int Sections,
    NotesState Notes, IReadOnlyList<SuggestedQuestion> SuggestedQuestions, DateTimeOffset CreatedAt, DateTimeOffset EditedAt);

/// <summary>A text was refused: nothing of it was stored. The message names cause, size, limit and the next step.</summary>
public sealed class ContextRefusedException(ContextRefusal reason, string message) : Exception(message)
{
    public ContextRefusal Reason { get; } = reason;
}

/// <summary>A context has the same text already; nothing was stored.</summary>
public sealed class DuplicateTextException(Guid contextId, string title) : Exception($"“{title}” has the same text. Use that one, or store it a second time all the same.")
{
    public Guid ContextId { get; } = contextId;
}

/// <summary>Somebody stored a newer text than the one that was edited; nothing was stored.</summary>
public sealed class TextChangedException(int basedOn, int current)
    : Exception($"Version {current} of this text was stored meanwhile; you began with version {basedOn}. Look at what it says now, then save yours over it or leave it.")
{
    /// <summary>The version that counts now.</summary>
    public int Current { get; } = current;
}

public enum ContextRefusal
{
    Empty,
    NotText,
    WrongEncoding,
    TooLarge,
    UnsupportedType,
    BadTitle,

    /// <summary>Pages that are pictures: there is no text in them.</summary>
    Scanned,

    /// <summary>It opens with a password only.</summary>
    Encrypted,

    /// <summary>It is not, or no longer, what its type says.</summary>
    Damaged,
    TooManyPages,

    /// <summary>Reading it took longer than allowed.</summary>
    TooSlow,

    /// <summary>Reading it needed more memory than allowed.</summary>
    TooMuchMemory,
}

using SleepTime.Engine.Sleeping.Verification;

namespace SleepTime.Engine.Sleeping;

/// <summary>One line of notes.</summary>
public sealed class Note
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid NotesVersionId { get; init; }

    /// <summary>Place among the lines, from 0.</summary>
    public required int Order { get; init; }

    /// <summary>The pass that wrote it, from 1.</summary>
    public required int Pass { get; init; }

    public required string Text { get; init; }

    /// <summary>Null when nobody could tell.</summary>
    public bool? Verified { get; init; }

    /// <summary>What the verdict rests on; null when there is none.</summary>
    public CheckedBy? By { get; init; }

    /// <summary>A person wrote or changed it.</summary>
    public bool Edited { get; init; }

    /// <summary>A struck note is kept but never put into a prompt.</summary>
    public bool Struck { get; init; }

    /// <summary>Why it is struck, or not verified, in a sentence.</summary>
    public string? Reason { get; init; }

    /// <summary>The sentences of the context that it comes from, a line each, where known.</summary>
    public string? Source { get; init; }
}

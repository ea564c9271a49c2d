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

    /// <summary>Null while nobody has checked it.</summary>
    public bool? Verified { get; init; }

    /// <summary>A struck note is kept but never put into a prompt.</summary>
    public bool Struck { get; init; }

    /// <summary>The sentence of the context it comes from, where known.</summary>
    public string? Source { get; init; }
}

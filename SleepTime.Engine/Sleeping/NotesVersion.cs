namespace SleepTime.Engine.Sleeping;

/// <summary>What sleep learned about one version of a context. Never changed once stored.</summary>
public sealed class NotesVersion
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid ContextId { get; init; }

    public required Guid ContextVersionId { get; init; }

    public NotesOrigin Origin { get; init; } = NotesOrigin.Sleep;

    /// <summary>The job that wrote it; unique, so that a job stores its notes once. Null when a person made it.</summary>
    public required Guid? JobId { get; init; }

    /// <summary>The version that a person changed or went back to; null when sleep wrote it.</summary>
    public Guid? BasedOnId { get; init; }

    /// <summary>Who changed it or went back to it; null when sleep wrote it.</summary>
    public string? Author { get; init; }

    public required int Passes { get; init; }

    /// <summary>Which model wrote the notes: preset id and the file's hash.</summary>
    public required string ModelId { get; init; }

    /// <summary>Which prompts made them: profile and the hash of its texts.</summary>
    public required string PromptVersion { get; init; }

    /// <summary>Tokens of all passes together.</summary>
    public required Generation.TokenUsage Usage { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public List<Note> Lines { get; init; } = [];

    /// <summary>Whether a line of it may stand in a prompt.</summary>
    internal bool HasUsable => Lines.Any(line => !line.Struck);

    /// <summary>The questions that sleep expects, the likeliest first.</summary>
    public List<ExpectedQuestion> Questions { get; init; } = [];
}

using SleepTime.Engine.Contexts.Extraction;

namespace SleepTime.Engine.Contexts.Uploads;

/// <summary>
/// A file that somebody sent, from its last byte on until it is a context or is given up. Its bytes lie in the uploads
/// folder under its id, until it is stored or <see cref="KeptUntil"/> has passed.
/// </summary>
public sealed class Upload
{
    public const int MaxFileNameLength = 260;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string Owner { get; init; }

    /// <summary>With its folders, where the browser told them; never a path on this machine.</summary>
    public required string FileName { get; init; }

    /// <summary>Bytes; of a file that was too large as many as were counted.</summary>
    public required long Size { get; init; }

    /// <summary>Null when the type is not accepted.</summary>
    public DocumentKind? Kind { get; init; }

    public required UploadState State { get; set; }

    /// <summary>Why it failed; null in every other state and when the failure was not the file's.</summary>
    public ContextRefusal? Refusal { get; set; }

    /// <summary>Why it failed, in words with the next step.</summary>
    public string? Failure { get; set; }

    /// <summary>What it became; of a duplicate, the context that has the same text. Null once that one is deleted.</summary>
    public Guid? ContextId { get; set; }

    /// <summary>A person has said that the same text may be stored a second time.</summary>
    public bool StoresDuplicate { get; set; }

    /// <summary>Length of its text by the model's tokenizer, once stored.</summary>
    public int? Tokens { get; set; }

    /// <summary>What of it is not in the context that it became; null where all is, as far as is known.</summary>
    public DocumentGaps? Gaps { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the row, and the bytes of one that is not stored, are forgotten.</summary>
    public required DateTimeOffset KeptUntil { get; set; }

    /// <summary>Whether the bytes are still here, so that it can be tried again without being sent.</summary>
    public required bool HasBytes { get; set; }
}

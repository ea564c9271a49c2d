using SleepTime.Engine.Contexts.Extraction;

namespace SleepTime.Engine.Contexts;

/// <summary>
/// The file that a version's text was read from, with the structure that citations name. A version that was pasted or
/// edited has none: offsets hold for the very text they were taken from.
/// </summary>
public sealed class DocumentSource
{
    public required Guid ContextVersionId { get; init; }

    /// <summary>With its folders, where the browser told them.</summary>
    public required string FileName { get; init; }

    public required DocumentKind Kind { get; init; }

    public required DocumentOutline Outline { get; init; }
}

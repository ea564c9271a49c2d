namespace SleepTime.Engine.Contexts.Sections;

/// <summary>
/// A part of a text that is longer than the model reads at once. The sections of a version cover its text without gap or
/// overlap. Never changed once stored.
/// </summary>
public sealed class ContextSection
{
    /// <summary>The number by which full-text search knows it. The sections of one version and split have neighbouring ones, in order.</summary>
    public required long Number { get; init; }

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid ContextVersionId { get; init; }

    /// <summary>Which model and section size it was made for; see <see cref="SectionRoom.Split"/>.</summary>
    public required string Split { get; init; }

    /// <summary>Place in the text, from 1.</summary>
    public required int Order { get; init; }

    /// <summary>Offset of its first character in the text of the version.</summary>
    public required int Start { get; init; }

    /// <summary>Characters of the text that it covers.</summary>
    public required int Length { get; init; }

    /// <summary>Length by the tokenizer of the model that it was made for.</summary>
    public required int Tokens { get; init; }

    /// <summary>Where it stands in its document, such as "Page 3"; null where the text says nothing of pages or headings.</summary>
    public string? Label { get; init; }

    /// <summary>SHA-256 of <see cref="Text"/> without white space around it, in lower-case hex: notes of a section hold for every section that says the same.</summary>
    public required string ContentHash { get; init; }

    /// <summary>What it covers, so that a question reads the sections that it needs and not the whole text.</summary>
    public required string Text { get; init; }

    /// <summary>What pages call it.</summary>
    public string Name => NameOf(Label, Order);

    internal static string NameOf(string? label, int order) => label ?? $"Part {order:N0}";
}

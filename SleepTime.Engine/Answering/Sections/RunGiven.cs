namespace SleepTime.Engine.Answering.Sections;

/// <summary>What a run on a long text was given of it; a run on a text that fits was given all of it and has none of this.</summary>
public sealed class RunGiven
{
    public required Guid RunId { get; init; }

    /// <summary>How many sections the text has.</summary>
    public required int Sections { get; init; }

    /// <summary>False when no word of the question is in the text, so that it was given the first sections.</summary>
    public required bool Matched { get; init; }

    /// <summary>In the order of the prompt.</summary>
    public required IReadOnlyList<GivenItem> Items { get; init; }
}

public enum GivenKind
{
    /// <summary>The text of a section.</summary>
    Section,

    /// <summary>The notes of a section.</summary>
    SectionNotes,

    /// <summary>Notes of the whole text.</summary>
    MergedNotes,
}

/// <summary>A piece of a long text, or of its notes, that was in a prompt.</summary>
/// <param name="Id">Of the section, of the notes of a section, or of the notes version.</param>
/// <param name="Order">Place of the section in the text, from 1; 0 for notes of the whole text.</param>
/// <param name="Label">What the section is called.</param>
/// <param name="Tokens">Of text, or of the notes' lines.</param>
/// <param name="Notes">Lines; 0 for text.</param>
public sealed record GivenItem(GivenKind Kind, Guid Id, int Order, string Label, int Tokens, int Notes = 0);

using SleepTime.Engine.Generation;

namespace SleepTime.Engine.Sleeping.Verification;

/// <summary>What showed that a note may be used, or that it may not.</summary>
public enum CheckedBy
{
    /// <summary>A calculation in it, done again by code.</summary>
    Arithmetic,

    /// <summary>Its names and numbers, found in sentences of the text.</summary>
    Text,

    /// <summary>The model, asked to judge it against the text.</summary>
    Model,

    /// <summary>A person, by hand.</summary>
    Person,
}

/// <summary>
/// The verdict on one line of a job, stored as soon as it is known: after a crash no line is judged twice. A line is
/// known by its text; (JobId, Section, Text) is unique.
/// </summary>
public sealed class NoteCheck
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid JobId { get; init; }

    /// <summary>As <see cref="SleepPass.Section"/>: the same words may hold in one section and not in another.</summary>
    public int Section { get; internal set; }

    public required string Text { get; init; }

    /// <summary>True: it may be used. False: it is struck. Null: nobody could tell, and it is used unverified.</summary>
    public bool? Verified { get; init; }

    /// <summary>Null when nobody could tell.</summary>
    public CheckedBy? By { get; init; }

    /// <summary>Why it is struck, or not verified, in a sentence.</summary>
    public string? Reason { get; init; }

    /// <summary>The sentences of the text that it comes from, a line each; null when none was found.</summary>
    public string? Source { get; init; }

    public required DateTimeOffset CheckedAt { get; init; }

    /// <summary>Tokens of the model's judgement; none when the model was not asked.</summary>
    public required TokenUsage Usage { get; init; }

    /// <summary>
    /// Milliseconds of the model's judgement, its wait left out; of several that ran side by side its share of their time
    /// together. 0 when the model was not asked, null of a judgement from before this was kept.
    /// </summary>
    public double? TookMs { get; init; } = 0;
}

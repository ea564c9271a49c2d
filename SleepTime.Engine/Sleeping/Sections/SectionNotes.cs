using SleepTime.Engine.Generation;
using SleepTime.Engine.Sleeping.Verification;

namespace SleepTime.Engine.Sleeping.Sections;

/// <summary>
/// What sleep learned about one section of a long text, or about the notes of several sections. It holds for every
/// section of the context with the same content, so that an edit elsewhere leaves it valid. Never changed once stored.
/// </summary>
public sealed class SectionNotes
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid ContextId { get; init; }

    /// <summary>What it is about; see <see cref="Contexts.Sections.ContextSection.ContentHash"/>.</summary>
    public required string ContentHash { get; init; }

    public required string ModelId { get; init; }

    public required string PromptVersion { get; init; }

    /// <summary>The job that wrote it; a job stores the notes of a content once.</summary>
    public required Guid JobId { get; init; }

    /// <summary>In order, struck ones among them.</summary>
    public required IReadOnlyList<SectionNote> Lines { get; init; }

    /// <summary>Lines that are not struck.</summary>
    public required int Usable { get; init; }

    /// <summary>Passes that its job was to run on it, 1 or more.</summary>
    public required int PassesWanted { get; init; }

    /// <summary>Runs side by side, 1 or more.</summary>
    public required int Samples { get; init; }

    /// <summary>Tokens of its passes and judgements.</summary>
    public required TokenUsage Usage { get; init; }

    /// <summary>Milliseconds of its passes and judgements, as <see cref="SleepJob.TookMs"/>; null of notes from before this was kept.</summary>
    public required double? TookMs { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>One line of the notes of a section; its members mean what those of <see cref="Note"/> do.</summary>
public sealed record SectionNote(string Text, int Pass, bool? Verified, CheckedBy? By, bool Struck, string? Reason, string? Source)
{
    internal static SectionNote Of(Note note) => new(note.Text, note.Pass, note.Verified, note.By, note.Struck, note.Reason, note.Source);

    /// <summary>As notes are shown. It belongs to nothing that is stored.</summary>
    public Note ToShow() => ToNote(Guid.Empty, 0);

    internal Note ToNote(Guid notesVersionId, int order) => new()
    {
        NotesVersionId = notesVersionId, Order = order, Pass = Pass, Text = Text, Verified = Verified, By = By, Struck = Struck, Reason = Reason, Source = Source,
    };
}

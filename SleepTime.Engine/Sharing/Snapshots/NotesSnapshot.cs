using SleepTime.Engine.Generation;
using SleepTime.Engine.Sleeping;

namespace SleepTime.Engine.Sharing.Snapshots;

/// <summary>One version of notes, line by line. Who edited it is not told.</summary>
/// <param name="ContextVersion">Number of the version of the text that they were made for.</param>
/// <param name="Stale">The text had been edited since.</param>
public sealed record NotesSnapshot(
    NotesOrigin Origin, int ContextVersion, bool Stale, int Passes, string ModelId, string PromptVersion, TokenUsage Usage, DateTimeOffset CreatedAt,
    IReadOnlyList<NoteSnapshot> Lines)
{
    internal static NotesSnapshot From(NotesView view) => new(
        view.Notes.Origin, view.ContextVersion, view.Stale, view.Notes.Passes, view.Notes.ModelId, view.Notes.PromptVersion, view.Notes.Usage, view.Notes.CreatedAt,
        [.. view.Notes.Lines.OrderBy(line => line.Order).Select(NoteSnapshot.From)]);

    /// <summary>The version as it stood, to be shown as notes are. It belongs to nothing that is stored.</summary>
    public NotesVersion ToVersion()
    {
        var version = new NotesVersion
        {
            ContextId = Guid.Empty, ContextVersionId = Guid.Empty, JobId = null, Origin = Origin, Passes = Passes,
            ModelId = ModelId, PromptVersion = PromptVersion, Usage = Usage, CreatedAt = CreatedAt,
        };
        version.Lines.AddRange(Lines.Select(line => line.ToNote()));
        return version;
    }
}

using System.Text.Json.Serialization;

namespace SleepTime.Engine.Sharing.Snapshots;

/// <summary>A text with its newest notes.</summary>
/// <param name="Version">Number of the version of the text, from 1.</param>
/// <param name="Tokens">Of the text, by the model's own tokenizer.</param>
/// <param name="Notes">Null when there were none.</param>
/// <param name="Sections">What was noted of the sections of a text that is read in sections; null for one that fits, and in pictures from before it was kept.</param>
public sealed record ContextSnapshot(
    DateTimeOffset FrozenAt, string ContextTitle, string Text, int Version, int Tokens, DateTimeOffset EditedAt, NotesSnapshot? Notes, SectionsSnapshot? Sections = null) : SharedSnapshot(FrozenAt)
{
    [JsonIgnore]
    public override string Title => ContextTitle;
}

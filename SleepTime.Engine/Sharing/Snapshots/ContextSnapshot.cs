using System.Text.Json.Serialization;

namespace SleepTime.Engine.Sharing.Snapshots;

/// <summary>A text with its newest notes.</summary>
/// <param name="Version">Number of the version of the text, from 1.</param>
/// <param name="Tokens">Of the text, by the model's own tokenizer.</param>
/// <param name="Notes">Null when there were none.</param>
public sealed record ContextSnapshot(
    DateTimeOffset FrozenAt, string ContextTitle, string Text, int Version, int Tokens, DateTimeOffset EditedAt, NotesSnapshot? Notes) : SharedSnapshot(FrozenAt)
{
    [JsonIgnore]
    public override string Title => ContextTitle;
}

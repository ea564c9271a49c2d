using SleepTime.Engine.Generation;
using SleepTime.Engine.Sleeping;

namespace SleepTime.Web.Endpoints.Contracts;

/// <param name="Versions">Newest first.</param>
public sealed record NotesResponse(IReadOnlyList<NotesVersionResponse> Versions);

/// <param name="ContextVersion">Number of the context's version that the notes are about.</param>
/// <param name="Stale">The context was edited after these notes were made.</param>
/// <param name="Usage">Tokens of all passes together.</param>
public sealed record NotesVersionResponse(
    Guid Id, int ContextVersion, bool Stale, string Model, string PromptVersion, int Passes,
    IReadOnlyList<NoteResponse> Lines, TokenUsage Usage, DateTimeOffset CreatedAt)
{
    public static NotesVersionResponse From(NotesView view) => new(
        view.Notes.Id, view.ContextVersion, view.Stale, view.Notes.ModelId, view.Notes.PromptVersion, view.Notes.Passes,
        [.. view.Notes.Lines.OrderBy(note => note.Order).Select(note => new NoteResponse(note.Text, note.Verified, note.Struck, note.Source))],
        view.Notes.Usage, view.Notes.CreatedAt);
}

/// <param name="Verified">Null while nobody has checked it.</param>
/// <param name="Struck">A struck note is kept but never put into a prompt.</param>
/// <param name="Source">The sentence of the context it comes from, where known.</param>
public sealed record NoteResponse(string Text, bool? Verified, bool Struck, string? Source);

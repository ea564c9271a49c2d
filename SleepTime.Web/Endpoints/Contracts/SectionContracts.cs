using SleepTime.Engine.Generation;
using SleepTime.Engine.Sleeping.Sections;
using SleepTime.Engine.Sleeping.Verification;

namespace SleepTime.Web.Endpoints.Contracts;

/// <summary>A part of a text that is longer than the model reads at once.</summary>
/// <param name="Order">Place in the text, from 1.</param>
/// <param name="Label">Its heading or page where the text has such, else its number.</param>
/// <param name="Start">Offset of its first character in the text.</param>
/// <param name="Length">Characters.</param>
/// <param name="SleptOn">Whether the loaded model has made notes of it.</param>
/// <param name="NoteCount">Lines of these that are not struck.</param>
/// <param name="LessEffort">Whether these took less effort than is chosen by now, so that the next job makes them anew.</param>
public sealed record SectionResponse(Guid Id, int Order, string Label, int Start, int Length, int Tokens, bool SleptOn, int NoteCount, bool LessEffort)
{
    public static SectionResponse From(SectionView view) => new(
        view.Section.Id, view.Section.Order, view.Section.Name, view.Section.Start, view.Section.Length, view.Section.Tokens, view.IsSleptOn, view.NoteCount, view.LessEffort);
}

/// <param name="Version">Number of the version of the text.</param>
public sealed record SectionDetailsResponse(SectionResponse Section, int Version, string Text, IReadOnlyList<SectionNoteResponse> Notes)
{
    public static SectionDetailsResponse From(SectionDetails details) => new(
        SectionResponse.From(details.View), details.ContextVersion, details.Text, [.. details.Notes.Select(SectionNoteResponse.From)]);
}

/// <summary>The notes of a section in a file of notes, behind those of the whole text.</summary>
/// <param name="Section">Its place in the text, from 1.</param>
/// <param name="Label">Its heading or page where the text has such, else its number.</param>
/// <param name="ContextVersion">Number of the version of the text.</param>
/// <param name="Usage">Tokens of its passes and judgements.</param>
public sealed record SectionNotesResponse(
    Guid Id, int Section, string Label, int ContextVersion, string Model, string PromptVersion, int Passes, IReadOnlyList<SectionNoteResponse> Lines, TokenUsage Usage, DateTimeOffset CreatedAt)
{
    public static SectionNotesResponse From(NotedSection noted, int contextVersion) => new(
        noted.Notes.Id, noted.Section.Order, noted.Section.Name, contextVersion, noted.Notes.ModelId, noted.Notes.PromptVersion, noted.Notes.PassesWanted,
        [.. noted.Notes.Lines.Select(SectionNoteResponse.From)], noted.Notes.Usage, noted.Notes.CreatedAt);
}

/// <summary>One line of the notes of a section.</summary>
/// <param name="Verified">Null when nobody could tell.</param>
/// <param name="By">What the verdict rests on.</param>
/// <param name="Struck">Kept and never put into a prompt.</param>
/// <param name="Source">The sentences that it comes from; empty when they are not known.</param>
public sealed record SectionNoteResponse(string Text, int Pass, bool? Verified, CheckedBy? By, bool Struck, string? Reason, IReadOnlyList<string> Source)
{
    public static SectionNoteResponse From(SectionNote note) => new(note.Text, note.Pass, note.Verified, note.By, note.Struck, note.Reason, note.Source?.Split('\n') ?? []);
}

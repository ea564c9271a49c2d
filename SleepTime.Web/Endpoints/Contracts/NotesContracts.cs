using System.ComponentModel;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Verification;

namespace SleepTime.Web.Endpoints.Contracts;

/// <param name="Versions">Newest first.</param>
public sealed record NotesResponse(IReadOnlyList<NotesVersionResponse> Versions);

/// <param name="ContextVersion">Number of the context's version that the notes are about.</param>
/// <param name="Stale">The context was edited after these notes were made.</param>
/// <param name="Maker">Whether the model that is loaded wrote them with its present prompts; only then are they used without a request.</param>
/// <param name="Origin">Whether sleep wrote them, or a person edited others or went back to earlier ones.</param>
/// <param name="BasedOnId">The version that a person edited or went back to.</param>
/// <param name="Author">Who edited it or went back to it.</param>
/// <param name="Usage">Tokens of all passes together.</param>
/// <param name="ExpectedQuestions">What sleep expects to be asked, likeliest first.</param>
public sealed record NotesVersionResponse(
    Guid Id, int ContextVersion, bool Stale, NotesMaker Maker, NotesOrigin Origin, Guid? BasedOnId, string? Author, string Model, string PromptVersion, int Passes,
    IReadOnlyList<NoteResponse> Lines, IReadOnlyList<ExpectedQuestionResponse> ExpectedQuestions, TokenUsage Usage, DateTimeOffset CreatedAt)
{
    public static NotesVersionResponse From(NotesView view) => new(
        view.Notes.Id, view.ContextVersion, view.Stale, view.Maker, view.Notes.Origin, view.Notes.BasedOnId, view.Notes.Author,
        view.Notes.ModelId, view.Notes.PromptVersion, view.Notes.Passes,
        [.. view.Notes.Lines.OrderBy(note => note.Order).Select(NoteResponse.From)],
        [.. view.Notes.Questions.OrderBy(question => question.Order).Select(question => ExpectedQuestionResponse.From(question, view.Notes))],
        view.Notes.Usage, view.Notes.CreatedAt);
}

/// <param name="Verified">Null when nobody could tell.</param>
/// <param name="By">What the verdict rests on.</param>
/// <param name="Struck">A struck note is kept but never put into a prompt.</param>
/// <param name="Reason">Why it is struck, or not verified.</param>
/// <param name="Edited">A person wrote or changed it.</param>
/// <param name="Source">The sentences of the context it comes from, a line each, where known.</param>
public sealed record NoteResponse(Guid Id, string Text, bool? Verified, CheckedBy? By, bool Struck, string? Reason, bool Edited, string? Source)
{
    public static NoteResponse From(Note note) => new(note.Id, note.Text, note.Verified, note.By, note.Struck, note.Reason, note.Edited, note.Source);
}

/// <param name="LogProbability">Mean log-probability per token of the question given its context; null while it was not scored.</param>
public sealed record ExpectedQuestionResponse(string Question, string? Answer, double? LogProbability)
{
    public static ExpectedQuestionResponse From(ExpectedQuestion expected, NotesVersion notes) =>
        new(expected.Question, HeldAnswers.IsHeld(expected, notes) ? expected.Answer : null, expected.LogProbability);
}

public sealed record EditNotesRequest([property: Description("All lines that the new version is to have, in order.")] IReadOnlyList<NoteLineRequest?>? Lines);

public sealed record NoteLineRequest(
    [property: Description("The line of the version that is edited; left out for a new one.")] Guid? Id,
    [property: Description("One line.")] string? Text,
    [property: Description("Whether it is kept out of prompts.")] bool Struck = false);

using System.ComponentModel;
using System.Text.Json.Serialization;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Contexts.Extraction;
using SleepTime.Engine.Insights;
using SleepTime.Engine.Sleeping.Gating;

namespace SleepTime.Web.Endpoints.Contracts;

public sealed record CreateContextRequest(
    [property: Description("Up to 200 characters; the first words of the text when left out.")] string? Title,
    [property: Description("The text itself.")] string? Text);

public sealed record ReplaceTextRequest(string? Text);

public sealed record RenameContextRequest([property: Description("1 to 200 characters.")] string? Title);

/// <param name="State">Where the context stands with its notes.</param>
/// <param name="JobId">The job that waits or runs, where there is one; lists do not tell it.</param>
public sealed record SleepStateResponse(
    NotesState State,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? JobId = null);

/// <summary>Structure of the file that a text was read from; each list is in the order of the text.</summary>
/// <param name="Pages">Those with text.</param>
/// <param name="Gaps">What of the file is not in the text; null where all of it is, as far as is known.</param>
public sealed record OutlineResponse(string FileName, DocumentKind Kind, IReadOnlyList<PageMark> Pages, IReadOnlyList<HeadingMark> Headings, DocumentGaps? Gaps);

/// <summary>One row of the list of contexts.</summary>
public sealed record ContextSummaryResponse(
    Guid Id, int Version, string Title, int Tokens, SleepStateResponse Sleep,
    string Owner, bool IsSample, int NoteCount, int RunCount, DateTimeOffset CreatedAt)
{
    public static ContextSummaryResponse From(ContextSummary context) => new(
        context.Id, context.Version, context.Title, context.Tokens, new(context.Notes),
        context.Owner, context.IsSample, context.NoteCount, context.RunCount, context.CreatedAt);
}

public sealed record SuggestedQuestionResponse(string Text, string? ExpectedAnswer);

/// <param name="Fits">Whether text, notes, question and answer fit the context length of the model; where they do not, it is read in sections.</param>
/// <param name="Sections">How many sections such a text has; 0 for one that fits, and while it is not cut for the loaded model.</param>
/// <param name="Gate">The newest decision on the current version; null when there is none.</param>
/// <param name="BreakEven">Whether sleep on the current version has paid; null when the context is just being deleted.</param>
public sealed record ContextResponse(
    Guid Id, int Version, string Title, int Tokens, bool Fits, int Sections, SleepStateResponse Sleep,
    string Text, string Owner, bool IsSample, IReadOnlyList<SuggestedQuestionResponse> SuggestedQuestions,
    DateTimeOffset CreatedAt, DateTimeOffset EditedAt, GateResponse? Gate, BreakEvenResponse? BreakEven)
{
    public static ContextResponse From(ContextDetails context, Guid? jobId, SleepDecision? gate, ContextBreakEven? breakEven) => new(
        context.Id, context.Version, context.Title, context.Tokens, context.Fits, context.Sections, new(context.Notes, jobId),
        context.Text, context.Owner, context.IsSample,
        [.. context.SuggestedQuestions.OrderBy(question => question.Order).Select(question => new SuggestedQuestionResponse(question.Text, question.ExpectedAnswer))],
        context.CreatedAt, context.EditedAt, GateResponse.From(gate), BreakEvenResponse.From(breakEven));
}

using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Sleeping;
using SleepTime.Web.Endpoints.Contracts;
using SleepTime.Web.Endpoints.Exports;

namespace SleepTime.Web.Endpoints;

public static class ContextEndpoints
{
    public static void MapContexts(this IEndpointRouteBuilder api)
    {
        var contexts = api.MapGroup("/contexts").WithTags("Contexts").AddEndpointFilter(TextETag.WriteAsync);
        contexts.MapPost("/", CreateContext.HandleAsync)
            .Accepts<CreateContextRequest>("application/json", "multipart/form-data")
            .Produces<ContextResponse>(StatusCodes.Status201Created)
            .ProducesRefusals()
            .ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Stores a pasted text (JSON) or files (multipart): .txt, .md, .html, .pdf, .docx, .csv, .json and source code.")
            .WithDescription("One text gives the context and its address. Several files give items and total: each item with the file's name and its context or problem; 400 when nothing of any file was stored. A text that a context has already is answered with 409 and the contextId of that one, and not stored again unless duplicates=store says so.");
        contexts.MapGet("/", ListAsync)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("Contexts, newest first.");
        contexts.MapGet("/export", ExportAsync)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithTags("Exports")
            .WithSummary("The contexts that the search lets through, newest first, as a file.");
        contexts.MapGet("/{id:guid}", FindAsync)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("One context with its current text.");
        contexts.MapGet("/{id:guid}/outline", FindOutlineAsync)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("The file that the current text was read from, with the offsets at which its pages and headings begin. A text that was pasted or edited has none.");
        contexts.MapPatch("/{id:guid}", RenameAsync)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Gives a context another title; its text and notes stay as they are.");
        contexts.MapPut("/{id:guid}/text", ReplaceTextAsync)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .ProducesRefusals()
            .WithSummary("Replaces the text: a new version, which leaves notes stale. The same text again changes nothing.")
            .WithDescription("With If-Match and the ETag that the context came with, a text that somebody else replaced meanwhile is answered with 412, and nothing is stored. Without If-Match it is replaced whatever it says.");
        contexts.MapDelete("/{id:guid}", DeleteAsync)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Deletes a context with its notes, jobs and runs; what works on it is stopped first.");
    }

    private static async Task<Ok<ListResponse<ContextSummaryResponse>>> ListAsync(
        [AsParameters] PageQuery paging, [Description("Part of a title or of a current text.")] string? search, ContextService contexts, CancellationToken cancellationToken)
    {
        var (page, pageSize) = paging.Validated();
        var found = await contexts.ListAsync(page, pageSize, search, cancellationToken);
        return TypedResults.Ok(ListResponse.From(found, ContextSummaryResponse.From));
    }

    // One statement for all: the rows are short, and pages of them would shift while they are read.
    private static async Task<ExportResult<ContextSummaryResponse>> ExportAsync(
        [Description(ExportFormats.Accepted)] string? format, [Description("As of the list.")] string? search, ContextService contexts, CancellationToken cancellationToken)
    {
        var parsed = ExportFormats.Parse(format);
        return ContextExport.Of(parsed, (await contexts.ListAsync(1, int.MaxValue, search, cancellationToken)).Items.Select(ContextSummaryResponse.From));
    }

    private static async Task<Results<Ok<ContextResponse>, ProblemHttpResult>> FindAsync(
        Guid id, ContextService contexts, ContextResponder responder, CancellationToken cancellationToken) =>
        await contexts.FindAsync(id, cancellationToken) is { } context
            ? TypedResults.Ok(await responder.ToResponseAsync(context, cancellationToken))
            : ApiProblems.NoContext(id);

    private static async Task<Results<Ok<OutlineResponse>, ProblemHttpResult>> FindOutlineAsync(
        Guid id, ContextService contexts, DocumentSourceReader sources, CancellationToken cancellationToken)
    {
        if (await contexts.FindAsync(id, cancellationToken) is not { } context)
            return ApiProblems.NoContext(id);
        return await sources.FindAsync(context.VersionId, cancellationToken) is { } source
            ? TypedResults.Ok(new OutlineResponse(source.FileName, source.Kind, source.Outline.Pages, source.Outline.Headings, source.Outline.Gaps))
            : ApiProblems.NoOutline(id);
    }

    private static async Task<Results<Ok<ContextResponse>, ProblemHttpResult>> RenameAsync(
        Guid id, RenameContextRequest request, ContextService contexts, ContextResponder responder, CancellationToken cancellationToken) =>
        await contexts.RenameAsync(id, request.Title ?? "", cancellationToken) && await contexts.FindAsync(id, cancellationToken) is { } context
            ? TypedResults.Ok(await responder.ToResponseAsync(context, cancellationToken))
            : ApiProblems.NoContext(id);

    private static async Task<Results<Ok<ContextResponse>, ProblemHttpResult>> ReplaceTextAsync(
        Guid id, ReplaceTextRequest request, [FromHeader(Name = TextETag.IfMatch), Description("The ETag of the context as it was read, such as \"3\"; left out to replace whatever there is.")] string? ifMatch,
        ContextService contexts, ContextResponder responder, CancellationToken cancellationToken) =>
        await contexts.ReplaceTextAsync(id, request.Text ?? "", TextETag.Read(ifMatch), cancellationToken) is { } context
            ? TypedResults.Ok(await responder.ToResponseAsync(context, cancellationToken))
            : ApiProblems.NoContext(id);

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(Guid id, ContextService contexts, CancellationToken cancellationToken) =>
        await contexts.DeleteAsync(id, cancellationToken) ? TypedResults.NoContent() : ApiProblems.NoContext(id);

    private static RouteHandlerBuilder ProducesRefusals(this RouteHandlerBuilder route) => route
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
}

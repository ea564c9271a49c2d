using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Answering.History;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Sections;
using SleepTime.Web.Endpoints.Contracts;
using SleepTime.Web.Endpoints.Exports;
using SleepTime.Web.Hosting;

namespace SleepTime.Web.Endpoints;

/// <summary>Comparisons, what may be deleted of the history, and everything that can be saved as a file.</summary>
public static class HistoryEndpoints
{
    private const string Formats = ExportFormats.Accepted;

    public static void MapHistory(this IEndpointRouteBuilder api)
    {
        var comparisons = api.MapGroup("/comparisons").WithTags("Runs");
        comparisons.MapGet("/", ListAsync)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("Comparisons, newest first. One matches when one of its runs has the mode and state, and its question and answers have the words.");
        comparisons.MapGet("/{id:guid}", FindAsync)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("One comparison with its runs.");
        comparisons.MapDelete("/{id:guid}", DeleteComparisonAsync)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Deletes a comparison with its runs; those that go on are stopped first.");
        api.MapDelete("/runs/{id:guid}", DeleteRunAsync).WithTags("Runs")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Deletes a run; when it goes on it is stopped first.");

        var exports = api.MapGroup("").WithTags("Exports").ProducesProblem(StatusCodes.Status400BadRequest);
        exports.MapGet("/history/export", ExportHistoryAsync)
            .WithSummary("Every question that the filters let through, with its one or two runs, newest first, as a file.");
        exports.MapGet("/comparisons/{id:guid}/export", ExportComparisonAsync)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("One comparison as a file.");
        exports.MapGet("/runs/{id:guid}/export", ExportRunAsync)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("One run as a file.");
        exports.MapGet("/contexts/{id:guid}/notes/export", ExportNotesAsync)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("All notes of a context as a file, those of the sections of a long text behind those of the whole, with what verified each line and the sentences it comes from.");
    }

    private static async Task<Ok<ListResponse<ComparisonResponse>>> ListAsync(
        [AsParameters] PageQuery paging, [AsParameters] HistoryQuery filter, HistoryReader history, CancellationToken cancellationToken)
    {
        var (page, pageSize) = paging.Validated();
        var found = await history.ListAsync(page, pageSize, filter.Validated(), onlyComparisons: true, cancellationToken);
        return TypedResults.Ok(ListResponse.From(found, ComparisonResponse.From));
    }

    private static async Task<Results<Ok<ComparisonResponse>, ProblemHttpResult>> FindAsync(Guid id, HistoryReader history, CancellationToken cancellationToken) =>
        await history.FindAsync(id, LocalUser.Name, cancellationToken) is { IsComparison: true } row ? TypedResults.Ok(ComparisonResponse.From(row)) : ApiProblems.NoComparison(id);

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteComparisonAsync(Guid id, HistoryCleaner history, CancellationToken cancellationToken) =>
        await history.DeleteComparisonAsync(id, cancellationToken) ? TypedResults.NoContent() : ApiProblems.NoComparison(id);

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteRunAsync(Guid id, HistoryCleaner history, CancellationToken cancellationToken) =>
        await history.DeleteRunAsync(id, cancellationToken) ? TypedResults.NoContent() : ApiProblems.NoRun(id);

    private static ExportResult<ComparisonResponse> ExportHistoryAsync(
        [Description(Formats)] string? format, [AsParameters] HistoryQuery filter, [Description("The last row to export, by its number; the page sends what it shows.")] long? upTo,
        HistoryReader history, CancellationToken cancellationToken) =>
        HistoryExport.Of(ExportFormats.Parse(format), history.ReadAllAsync(filter.Validated() with { UpTo = upTo }, cancellationToken).Select(ComparisonResponse.From));

    private static async Task<Results<ExportResult<ComparisonResponse>, ProblemHttpResult>> ExportComparisonAsync(
        Guid id, [Description(Formats)] string? format, HistoryReader history, CancellationToken cancellationToken)
    {
        var parsed = ExportFormats.Parse(format);
        return await history.FindAsync(id, LocalUser.Name, cancellationToken) is { IsComparison: true } row ? HistoryExport.OfOne(parsed, ComparisonResponse.From(row)) : ApiProblems.NoComparison(id);
    }

    private static async Task<Results<ExportResult<ComparisonResponse>, ProblemHttpResult>> ExportRunAsync(
        Guid id, [Description(Formats)] string? format, HistoryReader history, RunHistory runs, CancellationToken cancellationToken)
    {
        var parsed = ExportFormats.Parse(format);
        return await runs.FindAsync(id, cancellationToken) is { } run && await history.FindAsync(run.ComparisonId ?? id, LocalUser.Name, cancellationToken) is { } row
            ? HistoryExport.OfOne(parsed, ComparisonResponse.From(row with { Id = id, IsComparison = false, Runs = [run] }))
            : ApiProblems.NoRun(id);
    }

    private static async Task<Results<ExportResult<object>, ProblemHttpResult>> ExportNotesAsync(
        Guid id, [Description(Formats)] string? format, NotesService notes, SectionReader sections, ContextService contexts, CancellationToken cancellationToken)
    {
        var parsed = ExportFormats.Parse(format);
        if (await contexts.FindAsync(id, cancellationToken) is not { } context || await notes.ListAsync(id, cancellationToken) is not { } versions)
            return ApiProblems.NoContext(id);
        return NotesExport.Of(parsed, context.Title, versions, await sections.FindNotedAsync(id, cancellationToken));
    }
}

using Microsoft.AspNetCore.Http.HttpResults;
using SleepTime.Engine.Sleeping.Sections;
using SleepTime.Web.Endpoints.Contracts;

namespace SleepTime.Web.Endpoints;

public static class SectionEndpoints
{
    public static void MapSections(this IEndpointRouteBuilder api)
    {
        var sections = api.MapGroup("/contexts/{id:guid}/sections").WithTags("Contexts");
        sections.MapGet("/", ListAsync)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .WithSummary("The sections of a text that is longer than the loaded model reads at once, in the order of the text; none for a text that fits.");
        sections.MapGet("/{order:int}", FindAsync)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .WithSummary("One section with its text and the notes that sleep made of it.");
    }

    private static async Task<Results<Ok<ListResponse<SectionResponse>>, ProblemHttpResult>> ListAsync(
        Guid id, [AsParameters] PageQuery paging, SectionReader sections, CancellationToken cancellationToken)
    {
        var (page, pageSize) = paging.Validated();
        return await sections.ListAsync(id, page, pageSize, cancellationToken) is { } found
            ? TypedResults.Ok(ListResponse.From(found, SectionResponse.From))
            : ApiProblems.NoContext(id);
    }

    private static async Task<Results<Ok<SectionDetailsResponse>, ProblemHttpResult>> FindAsync(Guid id, int order, SectionReader sections, CancellationToken cancellationToken) =>
        await sections.FindAsync(id, order, cancellationToken) is { } section ? TypedResults.Ok(SectionDetailsResponse.From(section)) : ApiProblems.NoSection(id, order);
}

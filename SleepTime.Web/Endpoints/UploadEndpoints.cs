using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Contexts.Uploads;
using SleepTime.Web.Endpoints.Contracts;
using SleepTime.Web.Hosting;

namespace SleepTime.Web.Endpoints;

/// <summary>Files on their way to a context: the page's own way of uploading, open to programs as well.</summary>
public static class UploadEndpoints
{
    public static void MapUploads(this IEndpointRouteBuilder api)
    {
        var uploads = api.MapGroup("/uploads").WithTags("Uploads");
        uploads.MapPost("/", ReceiveAsync)
            .Accepts<IFormFile>("multipart/form-data")
            .Produces<ListResponse<UploadedFileResponse>>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .WithSummary("Takes files and reads them after the answer; GET /api/v1/uploads/{id} tells what became of each.")
            .WithDescription("A text that a context has already is not stored a second time: its upload ends as a duplicate, and retry with storeDuplicate=true stores it all the same.");
        uploads.MapGet("/", ListAsync)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("Recent uploads: those underway first, then failed ones and duplicates, then stored ones.");
        uploads.MapGet("/{id:guid}", FindAsync)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Where one file stands.");
        uploads.MapPost("/{id:guid}/retry", RetryAsync)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Reads a failed file or a duplicate again; its bytes are kept until keptUntil.");
        uploads.MapDelete("/{id:guid}", DeleteAsync)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Forgets an upload and its bytes; the context that it became stays.");
    }

    private static async Task<IResult> ReceiveAsync(HttpRequest request, UploadService uploads, IOptions<UploadOptions> options, CancellationToken cancellationToken)
    {
        if (MultipartFiles.TypeOf(request) is not { } type)
            throw new BadHttpRequestException("The body is no multipart/form-data.", StatusCodes.Status415UnsupportedMediaType);
        var taken = new List<UploadedFileResponse>();
        try
        {
            await MultipartFiles.ForEachAsync(
                request, type, options.Value,
                async file => taken.Add(UploadedFileResponse.From(new(await uploads.ReceiveAsync(file.FileName, file.FileStream!, LocalUser.Name, storesDuplicate: false, cancellationToken), null, null))),
                cancellationToken);
        }
        catch (Exception stopped) when (taken.Count > 0 && (stopped is UploadsFullException or InvalidRequestException) && ApiProblems.TryFrom(stopped) is { } problem)
        {
            // Those before are contexts soon: who sent them has to hear of that, lest they send all again.
            problem.Extensions["items"] = taken;
            return TypedResults.Problem(problem);
        }
        return TypedResults.Json(new ListResponse<UploadedFileResponse>(taken, taken.Count), statusCode: StatusCodes.Status202Accepted);
    }

    private static async Task<Ok<ListResponse<UploadedFileResponse>>> ListAsync([AsParameters] PageQuery paging, UploadService uploads, CancellationToken cancellationToken)
    {
        var (page, pageSize) = paging.Validated();
        return TypedResults.Ok(ListResponse.From(await uploads.ListAsync(page, pageSize, cancellationToken), UploadedFileResponse.From));
    }

    private static async Task<Results<Ok<UploadedFileResponse>, ProblemHttpResult>> FindAsync(Guid id, UploadService uploads, CancellationToken cancellationToken) =>
        await uploads.FindAsync(id, cancellationToken) is { } upload ? TypedResults.Ok(UploadedFileResponse.From(upload)) : ApiProblems.NoUpload(id);

    private static async Task<Results<Ok<UploadedFileResponse>, ProblemHttpResult>> RetryAsync(Guid id, UploadService uploads, CancellationToken cancellationToken, bool storeDuplicate = false)
    {
        var retried = await uploads.RetryAsync(id, storeDuplicate, cancellationToken);
        if (await uploads.FindAsync(id, cancellationToken) is not { } upload)
            return ApiProblems.NoUpload(id);
        return retried
            ? TypedResults.Ok(UploadedFileResponse.From(upload))
            : TypedResults.Problem(ApiProblems.Conflict("Only a file that failed or is a duplicate, and whose bytes are still kept, can be tried again. Send it anew."));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(Guid id, UploadService uploads, CancellationToken cancellationToken) =>
        await uploads.DeleteAsync(id, cancellationToken) ? TypedResults.NoContent() : ApiProblems.NoUpload(id);
}

using Microsoft.AspNetCore.Http.HttpResults;
using SleepTime.Engine.ModelHosting.Downloads;
using SleepTime.Web.Endpoints.Contracts;

namespace SleepTime.Web.Endpoints;

/// <summary>Models on their way from a hub to this machine.</summary>
public static class DownloadEndpoints
{
    public static void MapDownloads(this IEndpointRouteBuilder api)
    {
        var downloads = api.MapGroup("/models/downloads").WithTags("Model");
        downloads.MapPost("/", (DownloadModelRequest request, DownloadQueue queue) => TypedResults.Accepted((string?)null, DownloadResponse.From(queue.Add(request.Reference))))
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .WithSummary("Downloads a GGUF model from the hub, one after the other; what is in the hub's cache on this machine already is not fetched again.")
            .WithDescription("A model that is listed already goes on, or is looked for again when it has ended. GET /api/v1/models/downloads tells where each stands.");
        downloads.MapGet("/", (DownloadQueue queue) => TypedResults.Ok(ListResponse.Of(queue.List().Select(DownloadResponse.From))))
            .WithSummary("The downloads of models, the oldest first.");
        downloads.MapPost("/{id:guid}/pause", (Guid id, DownloadQueue queue) => Command(id, queue, queue.Pause, "Only a download that waits or runs can be paused."))
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Stops a download that waits or runs; what was fetched stays.");
        downloads.MapPost("/{id:guid}/resume", (Guid id, DownloadQueue queue) => Command(id, queue, queue.Resume, "Only a download that is paused or has failed can be resumed."))
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Goes on with a download that was paused or has failed, from where it was.");
        downloads.MapDelete("/{id:guid}", Delete)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Takes a download off the list and deletes what was fetched of an incomplete one; a complete model stays in the hub's cache.");
    }

    private static Results<Ok<DownloadResponse>, ProblemHttpResult> Command(Guid id, DownloadQueue queue, Func<Guid, bool> command, string refusal)
    {
        var isDone = command(id);
        if (queue.Find(id) is not { } download)
            return ApiProblems.NoDownload(id);
        return isDone ? TypedResults.Ok(DownloadResponse.From(download)) : TypedResults.Problem(ApiProblems.Conflict($"{refusal} This one is {download.State.ToString().ToLowerInvariant()}."));
    }

    private static Results<NoContent, ProblemHttpResult> Delete(Guid id, DownloadQueue queue) =>
        queue.Delete(id) ? TypedResults.NoContent() : ApiProblems.NoDownload(id);
}

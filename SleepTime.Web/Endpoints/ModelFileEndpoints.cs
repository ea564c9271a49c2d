using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SleepTime.Engine.ModelHosting.Uploads;
using SleepTime.Web.Endpoints.Contracts;

namespace SleepTime.Web.Endpoints;

/// <summary>Model files sent to this machine. Each is the body of a request, so that gigabytes go to the disk as they come.</summary>
public static class ModelFileEndpoints
{
    public static void MapModelFiles(this IEndpointRouteBuilder api)
    {
        var files = api.MapGroup("/models/files").WithTags("Model");
        files.MapPost("/", ReceiveAsync)
            .Accepts<IFormFile>("application/octet-stream")
            .WithMetadata(new DisableRequestSizeLimitAttribute()) // ours is counted while it comes
            .Produces<ModelFileResponse>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status507InsufficientStorage)
            .WithSummary("Takes a GGUF file as the body of the request; ?name= says what it is called.")
            .WithDescription("It is listed once it is whole and begins like a model; one that breaks off leaves nothing. PUT /api/v1/model with its path loads it.");
        files.MapGet("/", (ModelUploads uploads) => TypedResults.Ok(ListResponse.Of(uploads.List().Select(ModelFileResponse.From))))
            .WithSummary("The models that were sent here, by name.");
        files.MapDelete("/{name}", Delete)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Deletes a model that was sent here; the one that is loaded is not deleted.");
    }

    private static async Task<Created<ModelFileResponse>> ReceiveAsync(string? name, HttpRequest request, ModelUploads uploads, CancellationToken cancellationToken)
    {
        var model = await uploads.ReceiveAsync(name, request.Body, request.ContentLength, cancellationToken);
        return TypedResults.Created($"/api/v1/models/files/{Uri.EscapeDataString(model.Name)}", ModelFileResponse.From(model));
    }

    private static NoContent Delete(string name, ModelUploads uploads)
    {
        uploads.Delete(name);
        return TypedResults.NoContent();
    }
}

using Microsoft.AspNetCore.Http.HttpResults;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.ModelHosting.Inspection;
using SleepTime.Engine.ModelHosting.Switching;
using SleepTime.Web.Endpoints.Contracts;

namespace SleepTime.Web.Endpoints;

public static class ModelEndpoints
{
    public static void MapModel(this IEndpointRouteBuilder api)
    {
        api.MapGet("/model", (ModelHost model) => TypedResults.Ok(ModelResponse.From(model.Status)))
            .WithTags("Model")
            .WithSummary("The model: state, load progress, what runs it and how much it can hold.");
        api.MapPut("/model", ChooseAsync)
            .WithTags("Model")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("Loads another model in the place of the present one, or the one of the settings when nothing is named.")
            .WithDescription("The answer is 202: questions that are being answered end first, then it is loaded; GET /model tells how far it is. A file that cannot be loaded is refused before anything happens.");
        api.MapGet("/models", (ModelCatalog models) => TypedResults.Ok(ListResponse.Of(models.List().Select(KnownModelResponse.From))))
            .WithTags("Model")
            .WithSummary("The models that can be named, and whether their files are there.");
        api.MapPost("/models/inspect", Inspect)
            .WithTags("Model")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("Looks at a GGUF file of the server without loading it.")
            .WithDescription("What is wrong with the file stands in problems; the answer is 200 all the same. Only files ending in .gguf are looked at, in the folders that models may be loaded from.");
    }

    private static async Task<Accepted<ModelResponse>> ChooseAsync(ChooseModelRequest request, ModelSwitch models, ModelHost model, CancellationToken cancellationToken)
    {
        await models.ChooseAsync(request.ToChoice(), cancellationToken);
        return TypedResults.Accepted("/api/v1/model", ModelResponse.From(model.Status));
    }

    private static Ok<ModelInspection> Inspect(InspectModelRequest request, ModelSwitch models, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(request.Path) || request.Path.Contains('\0', StringComparison.Ordinal))
            throw new InvalidRequestException("path", "path is missing. Name a GGUF file of the server.");
        return TypedResults.Ok(models.Look(request.Path, cancellationToken));
    }
}

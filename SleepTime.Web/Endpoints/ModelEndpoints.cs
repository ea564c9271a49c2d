using SleepTime.Engine.ModelHosting;
using SleepTime.Web.Endpoints.Contracts;

namespace SleepTime.Web.Endpoints;

public static class ModelEndpoints
{
    public static void MapModel(this IEndpointRouteBuilder api) =>
        api.MapGet("/model", (ModelHost model) => TypedResults.Ok(ModelResponse.From(model.Status)))
            .WithTags("Model")
            .WithSummary("The model: state, load progress, what runs it and how much it can hold.");
}

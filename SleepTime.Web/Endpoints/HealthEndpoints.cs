using Microsoft.AspNetCore.Http.HttpResults;
using SleepTime.Engine.ModelHosting;
using SleepTime.Web.Endpoints.Contracts;

namespace SleepTime.Web.Endpoints;

public static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").WithTags("Health");
        // Monitors often ask with HEAD.
        string[] methods = [HttpMethods.Get, HttpMethods.Head];
        health.MapMethods("/live", methods, () => TypedResults.Ok(new LiveResponse("live")))
            .WithSummary("Whether the site runs.");
        health.MapMethods("/ready", methods, Ready)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .WithSummary("Whether the model is ready to answer; 503 with its state while it loads or when it failed.");
    }

    private static Results<Ok<ReadyResponse>, ProblemHttpResult> Ready(ModelHost model)
    {
        var status = model.Status;
        return status.State == ModelState.Ready
            ? TypedResults.Ok(new ReadyResponse(status.State))
            : TypedResults.Problem(ApiProblems.ModelNotReady(status));
    }
}

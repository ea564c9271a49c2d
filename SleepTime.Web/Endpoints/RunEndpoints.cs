using Microsoft.AspNetCore.Http.HttpResults;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Answering.Feedback;
using SleepTime.Engine.Answering.History;
using SleepTime.Web.Endpoints.Contracts;
using SleepTime.Web.Hosting;

namespace SleepTime.Web.Endpoints;

public static class RunEndpoints
{
    public static void MapRuns(this IEndpointRouteBuilder api)
    {
        var runs = api.MapGroup("/runs").WithTags("Runs");
        runs.MapGet("/", ListAsync)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("Runs, newest first.");
        runs.MapGet("/{id:guid}", FindAsync)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("One run.");
        runs.MapGet("/{id:guid}/events", WatchAsync)
            .Produces<RunMessage>(StatusCodes.Status200OK, RunEventStream.ContentType)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("All events of a run from its start, then what happens next, as server-sent events.");
        runs.MapPost("/{id:guid}/cancel", CancelAsync)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Stops a run within one engine step; what was written is kept.");
    }

    private static async Task<Ok<ListResponse<RunResponse>>> ListAsync(
        [AsParameters] PageQuery paging, [AsParameters] HistoryQuery filter, HistoryReader history, CancellationToken cancellationToken)
    {
        var (page, pageSize) = paging.Validated();
        var found = await history.ListRunsAsync(page, pageSize, filter.Validated(), cancellationToken);
        return TypedResults.Ok(ListResponse.From(found, row => RunResponse.From(row.Run, row.IsHidden)));
    }

    private static async Task<Results<Ok<RunResponse>, ProblemHttpResult>> FindAsync(Guid id, RunHistory history, HiddenSides sides, CancellationToken cancellationToken) =>
        await history.FindAsync(id, cancellationToken) is { } run
            ? TypedResults.Ok(RunResponse.From(run, await sides.AreHiddenAsync(run, LocalUser.Name, cancellationToken)))
            : ApiProblems.NoRun(id);

    private static async Task<Results<RunEventStream, ProblemHttpResult>> WatchAsync(
        Guid id, RunRegistry registry, RunHistory history, HiddenSides sides, CancellationToken cancellationToken) =>
        await history.FindAsync(id, cancellationToken) is { } run
            ? new RunEventStream([registry.WatchAsync(id, cancellationToken)], await sides.AreHiddenAsync(run, LocalUser.Name, cancellationToken))
            : ApiProblems.NoRun(id);

    private static async Task<Results<Ok<RunResponse>, ProblemHttpResult>> CancelAsync(
        Guid id, RunRegistry registry, RunHistory history, HiddenSides sides, CancellationToken cancellationToken)
    {
        if (registry.Cancel(id))
        {
            // It may have been answered just before, and be voted on blindly then.
            var ended = await registry.WaitForEndAsync(id, cancellationToken);
            return TypedResults.Ok(RunResponse.From(ended, await sides.AreHiddenAsync(ended, LocalUser.Name, cancellationToken)));
        }

        return await history.FindAsync(id, cancellationToken) is { } run
            ? TypedResults.Problem(ApiProblems.Conflict($"The run is {run.State.ToString().ToLowerInvariant()} already; there is nothing to stop."))
            : ApiProblems.NoRun(id);
    }
}

using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using SleepTime.Engine.Sleeping;
using SleepTime.Web.Endpoints.Contracts;

namespace SleepTime.Web.Endpoints;

public static class JobEndpoints
{
    private const string States = "queued, running, completed, failed or cancelled";

    public static void MapJobs(this IEndpointRouteBuilder api)
    {
        var jobs = api.MapGroup("/jobs").WithTags("Sleep jobs");
        jobs.MapGet("/", ListAsync)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("Sleep jobs: running first, then waiting in order, then ended ones, newest first.");
        jobs.MapGet("/{id:guid}", FindAsync)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("One sleep job with its passes.");
        jobs.MapPost("/{id:guid}/cancel", (Guid id, SleepQueue queue, CancellationToken cancellationToken) =>
                CommandAsync(id, queue, queue.CancelAsync, "cancelled: only a job that waits or runs can be", cancellationToken))
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Ends a waiting or running job; finished passes stay stored.");
        jobs.MapPost("/{id:guid}/retry", (Guid id, SleepQueue queue, CancellationToken cancellationToken) =>
                CommandAsync(id, queue, queue.RetryAsync, "retried: only a failed or cancelled job can be", cancellationToken))
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Puts a failed or cancelled job back into the queue; finished passes are not done again.");
    }

    private static async Task<Ok<ListResponse<JobResponse>>> ListAsync(
        [AsParameters] PageQuery paging, [Description(States)] string? state, Guid? contextId, SleepQueue queue, CancellationToken cancellationToken)
    {
        var (page, pageSize) = paging.Validated();
        var found = await queue.ListAsync(page, pageSize, ParseState(state), contextId, cancellationToken);
        return TypedResults.Ok(ListResponse.From(found, JobResponse.From));
    }

    private static SleepJobState? ParseState(string? name) => name?.ToLowerInvariant() switch
    {
        null or "" => null,
        "queued" => SleepJobState.Queued,
        "running" => SleepJobState.Running,
        "completed" => SleepJobState.Completed,
        "failed" => SleepJobState.Failed,
        "cancelled" => SleepJobState.Cancelled,
        _ => throw new InvalidRequestException("state", $"state is '{name}'; it must be {States}."),
    };

    private static async Task<Results<Ok<JobResponse>, ProblemHttpResult>> FindAsync(Guid id, SleepQueue queue, CancellationToken cancellationToken) =>
        await queue.FindAsync(id, cancellationToken) is { } job ? TypedResults.Ok(JobResponse.From(job)) : ApiProblems.NoJob(id);

    private static async Task<Results<Ok<JobResponse>, ProblemHttpResult>> CommandAsync(
        Guid id, SleepQueue queue, Func<Guid, CancellationToken, Task<JobCommandResult>> command, string refusal, CancellationToken cancellationToken)
    {
        var result = await command(id, cancellationToken);
        if (await queue.FindAsync(id, cancellationToken) is not { } job)
            return ApiProblems.NoJob(id);
        return result == JobCommandResult.Done
            ? TypedResults.Ok(JobResponse.From(job))
            : TypedResults.Problem(ApiProblems.Conflict($"The job is {job.State.ToString().ToLowerInvariant()} and cannot be {refusal}."));
    }
}

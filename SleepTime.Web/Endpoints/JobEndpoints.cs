using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using SleepTime.Engine.Sleeping;
using SleepTime.Web.Endpoints.Contracts;
using SleepTime.Web.Endpoints.Exports;

namespace SleepTime.Web.Endpoints;

public static class JobEndpoints
{
    private const string States = "queued, paused, running, completed, failed or cancelled";
    private const string Paused = "paused";

    public static void MapJobs(this IEndpointRouteBuilder api)
    {
        var jobs = api.MapGroup("/jobs").WithTags("Sleep jobs");
        jobs.MapGet("/", ListAsync)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("Sleep jobs: running first, then waiting in order, then ended ones, newest first.");
        jobs.MapGet("/counts", async (SleepQueue queue, CancellationToken cancellationToken) => TypedResults.Ok(await queue.CountAsync(cancellationToken)))
            .WithSummary("How many jobs stand where; paused ones are those of the waiting that a person paused.");
        jobs.MapGet("/export", Export)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithTags("Exports")
            .WithSummary("The jobs of the list that the filters let through, as a file.");
        jobs.MapGet("/{id:guid}", FindAsync)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("One sleep job with its passes.");
        jobs.MapGet("/{id:guid}/log", LogAsync)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("What happened to a job, oldest first.");
        MapCommand(jobs, "cancel", queue => queue.CancelAsync,
            "cancelled: only a job that waits or runs can be",
            "Ends a waiting or running job; finished passes stay stored.");
        MapCommand(jobs, "retry", queue => queue.RetryAsync,
            "retried: only a failed or cancelled job can be, whose text was not edited since, while no other job works on it",
            "Puts a failed or cancelled job back into the queue; finished passes are not done again.");
        MapCommand(jobs, "pause", queue => queue.PauseAsync,
            "paused: only a job that waits or runs can be, and only once",
            "Lets one job wait until it is resumed; the others go on. A running one loses the pass it is writing.");
        MapCommand(jobs, "resume", queue => queue.ResumeAsync,
            "resumed: only a paused job can be",
            "Goes on with one paused job; it waits all the same while the queue is paused.");
        MapCommand(jobs, "first", queue => queue.RunFirstAsync,
            "put first: only a job that waits can be",
            "Puts a waiting job before all others that wait.");
        MapCommand(jobs, "up", queue => (id, cancellationToken) => queue.MoveAsync(id, towardsFront: true, cancellationToken),
            "moved forward: only a job that waits can be, unless it is the first already",
            "Lets a waiting job change places with the one before it.");
        MapCommand(jobs, "down", queue => (id, cancellationToken) => queue.MoveAsync(id, towardsFront: false, cancellationToken),
            "moved back: only a job that waits can be, unless it is the last already",
            "Lets a waiting job change places with the one behind it.");
    }

    private static void MapCommand(
        RouteGroupBuilder jobs, string name, Func<SleepQueue, Func<Guid, CancellationToken, Task<JobCommandResult>>> command, string refusal, string summary) =>
        jobs.MapPost($"/{{id:guid}}/{name}", (Guid id, SleepQueue queue, CancellationToken cancellationToken) => CommandAsync(id, queue, command(queue), refusal, cancellationToken))
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary(summary);

    private static async Task<Ok<ListResponse<JobResponse>>> ListAsync(
        [AsParameters] PageQuery paging, [Description(States)] string? state, Guid? contextId,
        [Description("Only jobs that a person paused, or only those that nobody did.")] bool? paused, SleepQueue queue, CancellationToken cancellationToken)
    {
        var (page, pageSize) = paging.Validated();
        var found = await queue.ListAsync(page, pageSize, ParseState(state), contextId, IsPaused(state, paused), cancellationToken);
        return TypedResults.Ok(ListResponse.From(found, JobResponse.From));
    }

    private static ExportResult<JobResponse> Export(
        [Description(ExportFormats.Accepted)] string? format, [Description(States)] string? state, Guid? contextId,
        [Description("As of the list.")] bool? paused, SleepQueue queue, CancellationToken cancellationToken) =>
        JobExport.Of(ExportFormats.Parse(format), queue.ReadAllAsync(ParseState(state), contextId, IsPaused(state, paused), cancellationToken).Select(JobResponse.From));

    // Paused is a mark of a job that waits; one that has ended keeps it without meaning.
    private static bool? IsPaused(string? state, bool? paused) => string.Equals(state, Paused, StringComparison.OrdinalIgnoreCase) ? true : paused;

    private static SleepJobState? ParseState(string? name) => name?.ToLowerInvariant() switch
    {
        null or "" => null,
        "queued" or Paused => SleepJobState.Queued,
        "running" => SleepJobState.Running,
        "completed" => SleepJobState.Completed,
        "failed" => SleepJobState.Failed,
        "cancelled" => SleepJobState.Cancelled,
        _ => throw new InvalidRequestException("state", $"state is '{name}'; it must be {States}."),
    };

    private static async Task<Results<Ok<JobResponse>, ProblemHttpResult>> FindAsync(Guid id, SleepQueue queue, CancellationToken cancellationToken) =>
        await queue.FindAsync(id, cancellationToken) is { } job ? TypedResults.Ok(JobResponse.From(job)) : ApiProblems.NoJob(id);

    private static async Task<Results<Ok<ListResponse<JobEventResponse>>, ProblemHttpResult>> LogAsync(Guid id, SleepQueue queue, CancellationToken cancellationToken)
    {
        if (await queue.FindAsync(id, cancellationToken) is null)
            return ApiProblems.NoJob(id);
        var log = await queue.LogAsync(id, cancellationToken);
        return TypedResults.Ok(new ListResponse<JobEventResponse>([.. log.Select(happened => new JobEventResponse(happened.At, happened.Text))], log.Count));
    }

    private static async Task<Results<Ok<JobResponse>, ProblemHttpResult>> CommandAsync(
        Guid id, SleepQueue queue, Func<Guid, CancellationToken, Task<JobCommandResult>> command, string refusal, CancellationToken cancellationToken)
    {
        var result = await command(id, cancellationToken);
        if (await queue.FindAsync(id, cancellationToken) is not { } job)
            return ApiProblems.NoJob(id);
        return result == JobCommandResult.Done
            ? TypedResults.Ok(JobResponse.From(job))
            : TypedResults.Problem(ApiProblems.Conflict($"The job is {StateOf(job)} and cannot be {refusal}."));
    }

    private static string StateOf(SleepJobView job) => job is { State: SleepJobState.Queued, Paused: true } ? "paused" : job.State.ToString().ToLowerInvariant();
}

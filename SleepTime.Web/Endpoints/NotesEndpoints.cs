using Microsoft.AspNetCore.Http.HttpResults;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Sleeping;
using SleepTime.Web.Endpoints.Contracts;
using SleepTime.Web.Hosting;

namespace SleepTime.Web.Endpoints;

public static class NotesEndpoints
{
    public static void MapNotes(this IEndpointRouteBuilder api)
    {
        var context = api.MapGroup("/contexts/{id:guid}").WithTags("Notes");
        context.MapGet("/notes", ListAsync)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("What sleep learned about a context: versions, newest first, line by line.");
        context.MapPost("/sleep", SleepAsync)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .WithSummary("Queues a job that makes notes. 202 with the job, also one of this version that waits or runs already; 200 with the finished job when notes of this version are there and force is not set.");
    }

    private static async Task<Results<Ok<NotesResponse>, ProblemHttpResult>> ListAsync(Guid id, NotesService notes, CancellationToken cancellationToken) =>
        await notes.ListAsync(id, cancellationToken) is { } versions
            ? TypedResults.Ok(new NotesResponse([.. versions.Select(NotesVersionResponse.From)]))
            : ApiProblems.NoContext(id);

    private static async Task<Results<Accepted<JobResponse>, Ok<JobResponse>, ProblemHttpResult>> SleepAsync(
        Guid id, SleepRequest? request, SleepQueue jobs, ModelHost model, CancellationToken cancellationToken)
    {
        request ??= new SleepRequest();
        if (request.Passes is { } passes && model.Require().Prompts.SleepPasses is var most && (passes < 1 || passes > most))
            throw new InvalidRequestException("passes", $"passes is {passes}; this model's prompts have 1 to {most}. Leave it out for all.");

        return await jobs.EnqueueAsync(id, request.Passes, request.Force, LocalUser.Name, cancellationToken) switch
        {
            null => ApiProblems.NoContext(id),
            { State: SleepJobState.Completed } done => TypedResults.Ok(JobResponse.From(done)),
            var job => TypedResults.Accepted($"/api/v1/jobs/{job.Id}", JobResponse.From(job)),
        };
    }
}

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
        context.MapPut("/notes/{notesId:guid}", EditAsync)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Makes a new version with these lines; 409 when there are newer notes than these. Lines that were not changed keep their verdict unless they rest on one that is struck; the others are used as they were written, and checked by code.");
        context.MapPost("/notes/{notesId:guid}/restore", RestoreAsync)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Goes back to earlier notes of the current text: makes a new version with their lines.");
        context.MapPost("/sleep", SleepAsync)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .WithSummary("Queues a job that makes notes. 202 with the job, also one of this version that waits or runs already; 200 with the finished job when notes of this version by the loaded model are there and force is not set. Lines edited by hand are kept in the new notes where their sentences did not change.");
    }

    private static async Task<Results<Ok<NotesResponse>, ProblemHttpResult>> ListAsync(Guid id, NotesService notes, CancellationToken cancellationToken) =>
        await notes.ListAsync(id, cancellationToken) is { } versions
            ? TypedResults.Ok(new NotesResponse([.. versions.Select(NotesVersionResponse.From)]))
            : ApiProblems.NoContext(id);

    private static async Task<Results<Ok<NotesVersionResponse>, ProblemHttpResult>> EditAsync(
        Guid id, Guid notesId, EditNotesRequest request, NotesEditor editor, NotesService notes, CancellationToken cancellationToken)
    {
        if (request.Lines is not { } lines || lines.Contains(null))
            throw new InvalidRequestException("lines", "lines is missing or has a null in it; it must be a list of lines such as {\"text\": \"Ann has 3 balls.\"}.");
        var edited = await editor.EditAsync(
            id, notesId, [.. lines.Select(line => new NoteEdit(line!.Id, line.Text ?? "", line.Struck))], LocalUser.Name, cancellationToken);
        return await AnswerAsync(id, notesId, edited, notes, cancellationToken);
    }

    private static async Task<Results<Ok<NotesVersionResponse>, ProblemHttpResult>> RestoreAsync(
        Guid id, Guid notesId, NotesEditor editor, NotesService notes, CancellationToken cancellationToken)
    {
        try
        {
            return await AnswerAsync(id, notesId, await editor.RestoreAsync(id, notesId, LocalUser.Name, cancellationToken), notes, cancellationToken);
        }
        catch (NotesEditRefusedException refused)
        {
            // Nothing is wrong with the request itself, unlike with an edit that is refused.
            return TypedResults.Problem(ApiProblems.Conflict(refused.Message));
        }
    }

    private static async Task<Results<Ok<NotesVersionResponse>, ProblemHttpResult>> AnswerAsync(
        Guid id, Guid notesId, NotesVersion? made, NotesService notes, CancellationToken cancellationToken) =>
        made is not null && await notes.ListAsync(id, cancellationToken) is { } versions && versions.FirstOrDefault(version => version.Notes.Id == made.Id) is { } view
            ? TypedResults.Ok(NotesVersionResponse.From(view))
            : ApiProblems.NoNotes(id, notesId);

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

using Microsoft.AspNetCore.Http.HttpResults;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Answering.Feedback;
using SleepTime.Web.Endpoints.Contracts;
using SleepTime.Web.Hosting;

namespace SleepTime.Web.Endpoints;

public static class AnswerEndpoints
{
    public static void MapAnswers(this IEndpointRouteBuilder api) =>
        api.MapPost("/answers", AskAsync)
            .WithTags("Answers")
            .Produces<AnswersResponse>()
            .AddOpenApiOperationTransformer(ApiDocument.AlsoAsEvents)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .WithSummary("Answers a question in one mode or both.")
            .WithDescription(
                "Without stream it returns when all runs have ended. With stream it gives server-sent events named run, queued, prefill, " +
                "token, done and failed, of both modes as they happen, and ends after every run has ended. " +
                "Leaving does not stop a run: rejoin it at /api/v1/runs/{id}/events, stop it at /api/v1/runs/{id}/cancel.");

    private static async Task<Results<Ok<AnswersResponse>, RunEventStream>> AskAsync(
        AskQuestionRequest request, HttpContext call, AnswerService answers, RunRegistry registry, HiddenSides sides, CancellationToken cancellationToken)
    {
        // Not with the caller's token: once it is stored, a question is the server's, whether or not its asker stays.
        var asked = await answers.AskAsync(request.ToAskRequest(LocalUser.Name) with { Asker = Asker.Of(call) }, CancellationToken.None);
        if (request.Stream)
        {
            // Whoever must not know the sides must not tell them by which comes first either.
            var watched = request.Blind ? BlindSides.Arrange(asked.Runs) : asked.Runs;
            return new RunEventStream([.. watched.Select(run => registry.WatchAsync(run.Id, cancellationToken))], hidden: request.Blind);
        }

        var ended = await Task.WhenAll(asked.Runs.Select(run => registry.WaitForEndAsync(run.Id, cancellationToken)));
        var hidden = (await sides.FindAsync(ended, LocalUser.Name, cancellationToken)).Count > 0;
        IReadOnlyList<Run> shown = hidden ? BlindSides.Arrange(ended) : ended;
        return TypedResults.Ok(new AnswersResponse(asked.ComparisonId, [.. shown.Select(run => RunResponse.From(run, hidden))]));
    }
}

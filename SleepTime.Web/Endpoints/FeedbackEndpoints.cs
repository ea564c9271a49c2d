using Microsoft.AspNetCore.Http.HttpResults;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Answering.Feedback;
using SleepTime.Web.Endpoints.Contracts;
using SleepTime.Web.Hosting;

namespace SleepTime.Web.Endpoints;

public static class FeedbackEndpoints
{
    public static void MapFeedback(this IEndpointRouteBuilder api)
    {
        var runs = api.MapGroup("/runs/{id:guid}").WithTags("Feedback");
        runs.MapGet("/rating", FindRatingAsync)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Your thumb on an answer.");
        runs.MapPut("/rating", RateAsync)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Rates an answer, or takes the rating back.");
        runs.MapPut("/expected-answer", ExpectAsync)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Says what the right answer is, for a run and the other run of its comparison; returns both, scored.");

        var votes = api.MapGroup("/comparisons/{id:guid}/vote").WithTags("Feedback");
        votes.MapGet("/", FindVoteAsync)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Your vote on a comparison.");
        votes.MapPut("/", VoteAsync)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Prefers a side of a comparison, or neither; of a blind one as a or b. A blind vote stands once it is cast, and shows which side is which.");

        var tally = api.MapGroup("/votes").WithTags("Feedback");
        tally.MapGet("/", CountAsync).WithSummary("How the votes of everybody stand, for one context or for all.");
        tally.MapPost("/count-anew", CountAnewAsync).WithSummary("Begins counting anew, for one context or for all. The votes stay with their comparisons.");
    }

    private static async Task<Results<Ok<RatingResponse>, ProblemHttpResult>> FindRatingAsync(
        Guid id, RunHistory history, FeedbackService feedback, CancellationToken cancellationToken) =>
        await history.FindAsync(id, cancellationToken) is null ? ApiProblems.NoRun(id)
            : TypedResults.Ok(new RatingResponse(id, await feedback.FindRatingsAsync([id], LocalUser.Name, cancellationToken) is { Count: 1 } rated ? rated[id] : null));

    private static async Task<Results<Ok<RatingResponse>, ProblemHttpResult>> RateAsync(
        Guid id, RateRequest request, FeedbackService feedback, CancellationToken cancellationToken) =>
        await feedback.RateAsync(id, request.Good, LocalUser.Name, cancellationToken) ? TypedResults.Ok(new RatingResponse(id, request.Good)) : ApiProblems.NoRun(id);

    private static async Task<Results<Ok<IReadOnlyList<RunResponse>>, ProblemHttpResult>> ExpectAsync(
        Guid id, ExpectRequest request, FeedbackService feedback, HiddenSides sides, CancellationToken cancellationToken)
    {
        if (await feedback.ExpectAsync(id, request.ExpectedAnswer, cancellationToken) is not { Count: > 0 } runs)
            return ApiProblems.NoRun(id);
        var hidden = (await sides.FindAsync(runs, LocalUser.Name, cancellationToken)).Count > 0;
        return TypedResults.Ok<IReadOnlyList<RunResponse>>([.. (hidden ? BlindSides.Arrange(runs) : runs).Select(run => RunResponse.From(run, hidden))]);
    }

    private static async Task<Results<Ok<VoteResponse>, ProblemHttpResult>> FindVoteAsync(Guid id, VoteService votes, CancellationToken cancellationToken) =>
        await votes.FindAsync(id, LocalUser.Name, cancellationToken) is { } vote ? TypedResults.Ok(VoteResponse.From(vote)) : ApiProblems.NoVote(id);

    private static async Task<Results<Ok<VoteResponse>, ProblemHttpResult>> VoteAsync(
        Guid id, VoteRequest request, VoteService votes, CancellationToken cancellationToken)
    {
        try
        {
            return await votes.VoteAsync(id, request.ToMode(id), LocalUser.Name, cancellationToken) is { } vote
                ? TypedResults.Ok(VoteResponse.From(vote))
                : ApiProblems.NoComparison(id);
        }
        catch (VoteRefusedException refused)
        {
            return TypedResults.Problem(ApiProblems.Conflict(refused.Message));
        }
    }

    private static async Task<Ok<TalliesResponse>> CountAsync(Guid? contextId, VoteService votes, CancellationToken cancellationToken) =>
        TypedResults.Ok(TalliesResponse.From(await votes.CountAsync(contextId, cancellationToken)));

    private static async Task<Ok<TalliesResponse>> CountAnewAsync(Guid? contextId, VoteService votes, CancellationToken cancellationToken)
    {
        await votes.CountAnewAsync(contextId, cancellationToken);
        return TypedResults.Ok(TalliesResponse.From(await votes.CountAsync(contextId, cancellationToken)));
    }
}

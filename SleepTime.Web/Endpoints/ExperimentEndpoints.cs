using Microsoft.AspNetCore.Http.HttpResults;
using SleepTime.Engine.Experiments;
using SleepTime.Engine.Experiments.DataSets;
using SleepTime.Engine.Experiments.Estimates;
using SleepTime.Engine.Experiments.Ready;
using SleepTime.Engine.Sleeping;
using SleepTime.Web.Endpoints.Contracts;
using SleepTime.Web.Hosting;

namespace SleepTime.Web.Endpoints;

/// <summary>Experiments: made, listed, steered. What they came to is in <see cref="ExperimentResultEndpoints"/>.</summary>
public static class ExperimentEndpoints
{
    public static void MapExperiments(this IEndpointRouteBuilder api)
    {
        var experiments = api.MapGroup("/experiments").WithTags("Experiments");
        experiments.MapGet("/", ListAsync)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("Experiments, newest first, with how far they are.");
        experiments.MapPost("/", CreateAsync)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("Queues an experiment, ready or of one's own; it runs in the background behind questions.");
        experiments.MapGet("/ready", () => TypedResults.Ok(new ListResponse<ReadyExperimentResponse>([.. ReadyExperiments.All.Select(ReadyExperimentResponse.From)], ReadyExperiments.All.Count)))
            .WithSummary("The paper's experiments, ready to be made.");
        experiments.MapPost("/estimate", EstimateAsync)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("What an experiment would take; nothing is stored. What is not known yet is null.");
        experiments.MapDelete("/{id:guid}", DeleteAsync)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Deletes an experiment with its answers; one that runs is stopped first.");
        MapCommand(experiments, "pause", service => service.PauseAsync, "paused: only one that waits or runs can be", "Lets an experiment wait until it is resumed. Answers under way are asked again.");
        MapCommand(experiments, "resume", service => service.ResumeAsync, "resumed: only a paused or failed one can be", "Goes on with what is missing.");
        MapCommand(experiments, "cancel", service => service.CancelAsync, "cancelled: only one that waits, runs or is paused can be", "Ends an experiment for good; what it has stays.");
    }

    private static void MapCommand(
        RouteGroupBuilder experiments, string name, Func<ExperimentService, Func<Guid, CancellationToken, Task<JobCommandResult>>> command, string refusal, string summary) =>
        experiments.MapPost($"/{{id:guid}}/{name}", (Guid id, ExperimentService service, CancellationToken cancellationToken) => CommandAsync(id, service, command(service), refusal, cancellationToken))
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary(summary);

    private static async Task<Ok<ListResponse<ExperimentResponse>>> ListAsync([AsParameters] PageQuery paging, ExperimentService service, CancellationToken cancellationToken)
    {
        var (page, pageSize) = paging.Validated();
        return TypedResults.Ok(ListResponse.From(await service.ListAsync(page, pageSize, cancellationToken), ExperimentResponse.From));
    }

    private static async Task<Created<ExperimentResponse>> CreateAsync(ExperimentRequest request, ExperimentService service, DataSetLibrary library, CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(request, library, cancellationToken);
        var made = await service.CreateAsync(request.Name ?? request.Base()?.Name ?? "", request.Ready, plan, LocalUser.Name, cancellationToken);
        return TypedResults.Created($"/api/v1/experiments/{made.Experiment.Id}", ExperimentResponse.From(made));
    }

    private static async Task<Ok<ExperimentEstimateResponse>> EstimateAsync(ExperimentRequest request, ExperimentEstimator estimator, DataSetLibrary library, CancellationToken cancellationToken) =>
        TypedResults.Ok(ExperimentEstimateResponse.From(await estimator.EstimateAsync(await PlanAsync(request, library, cancellationToken), cancellationToken)));

    private static async Task<ExperimentPlan> PlanAsync(ExperimentRequest request, DataSetLibrary library, CancellationToken cancellationToken)
    {
        var plan = request.Base()?.Plan;
        var id = request.DataSetId ?? plan?.DataSetId ?? DataSetLibrary.BuiltInId;
        // One that is gone is told by whoever takes the plan.
        var scorer = (await library.FindAsync(id, cancellationToken))?.Scorer ?? default;
        return request.ToPlan(id, scorer);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(Guid id, ExperimentService service, CancellationToken cancellationToken) =>
        await service.DeleteAsync(id, cancellationToken) ? TypedResults.NoContent() : ApiProblems.NoExperiment(id);

    private static async Task<Results<Ok<ExperimentResponse>, ProblemHttpResult>> CommandAsync(
        Guid id, ExperimentService service, Func<Guid, CancellationToken, Task<JobCommandResult>> command, string refusal, CancellationToken cancellationToken)
    {
        var result = await command(id, cancellationToken);
        if (await service.FindAsync(id, cancellationToken) is not { } view)
            return ApiProblems.NoExperiment(id);
        return result == JobCommandResult.Done
            ? TypedResults.Ok(ExperimentResponse.From(view))
            : TypedResults.Problem(ApiProblems.Conflict($"The experiment is {view.Experiment.State.ToString().ToLowerInvariant()} and cannot be {refusal}."));
    }
}

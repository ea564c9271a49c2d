using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Web.Endpoints.Contracts;

namespace SleepTime.Web.Endpoints;

public static class SleepSettingsEndpoints
{
    public static void MapSleepSettings(this IEndpointRouteBuilder api)
    {
        var policy = api.MapGroup("/sleep/policy").WithTags("Sleep settings");
        policy.MapGet("/", (HttpResponse response, SleepPolicyStore policies) => Tagged(response, policies.Current))
            .WithSummary("The team's settings for sleep. Their ETag tells them from any others.");
        policy.MapPut("/", SavePolicyAsync)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .WithSummary("Replaces the team's settings for sleep; what a job is to be like counts for jobs queued from now on, the rest at once; kept over a restart.");

        var settings = api.MapGroup("/contexts/{id:guid}/sleep-settings").WithTags("Sleep settings");
        settings.MapGet("/", FindAsync)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("What a person chose for one context.");
        settings.MapPut("/", SaveAsync)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Chooses for one context; what a job is to be like counts for the next one queued.");
    }

    private static async Task<Ok<SleepPolicyContract>> SavePolicyAsync(
        SleepPolicyContract policy, [FromHeader(Name = VersionETag.IfMatch), Description("The ETag of the settings as they were read; left out to replace whatever there is.")] string? ifMatch,
        HttpResponse response, SleepPolicyStore policies, CancellationToken cancellationToken)
    {
        var (chosen, before) = (policy.ToPolicy(), policies.Current);
        if (!PolicyETag.Allows(ifMatch, before))
            throw new SleepPolicyChangedException();
        await policies.SaveAsync(chosen, string.IsNullOrEmpty(ifMatch) ? null : before, cancellationToken);
        return Tagged(response, policies.Current);
    }

    private static Ok<SleepPolicyContract> Tagged(HttpResponse response, SleepPolicy policy)
    {
        response.Headers.ETag = PolicyETag.Of(policy);
        return TypedResults.Ok(SleepPolicyContract.Of(policy));
    }

    private static async Task<Results<Ok<SleepSettingsContract>, ProblemHttpResult>> FindAsync(
        Guid id, ContextService contexts, SleepSettingsService settings, CancellationToken cancellationToken) =>
        await contexts.FindAsync(id, cancellationToken) is null
            ? ApiProblems.NoContext(id)
            : TypedResults.Ok(SleepSettingsContract.Of(await settings.FindAsync(id, cancellationToken)));

    private static async Task<Results<Ok<SleepSettingsContract>, ProblemHttpResult>> SaveAsync(
        Guid id, SleepSettingsContract chosen, SleepSettingsService settings, CancellationToken cancellationToken) =>
        await settings.SaveAsync(chosen.ToSettings(id), cancellationToken)
            ? TypedResults.Ok(SleepSettingsContract.Of(await settings.FindAsync(id, cancellationToken)))
            : ApiProblems.NoContext(id);
}

using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Engine.Sleeping.Gpu;
using SleepTime.Web.Endpoints.Contracts;

namespace SleepTime.Web.Endpoints;

public static class QueueEndpoints
{
    public static void MapQueue(this IEndpointRouteBuilder api)
    {
        var queue = api.MapGroup("/queue").WithTags("Sleep jobs");
        queue.MapGet("/", (SleepQueue sleep, GpuWatch gpu) => TypedResults.Ok(QueueResponse.From(sleep.Status, gpu)))
            .WithSummary("Whether the model sleeps right now, or why it does not.");
        queue.MapGet("/skipped", ListSkippedAsync)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("Contexts that are not slept on, the newest decision first, with how many there are for each reason.");
        queue.MapPost("/pause", PauseAsync)
            .WithSummary("Pauses the queue: starts no more sleep jobs; the running one waits after its present pass. Kept over a restart.");
        queue.MapPost("/resume", ResumeAsync)
            .WithSummary("Resumes the queue. Jobs that a person paused one by one stay paused.");
    }

    private static async Task<Ok<SkippedResponse>> ListSkippedAsync(
        [AsParameters] PageQuery paging, [Description(SkippedResponse.Reasons)] string? reason, SleepSettingsService settings, CancellationToken cancellationToken)
    {
        var (page, pageSize) = paging.Validated();
        var found = await settings.ListSkippedAsync(page, pageSize, EnumNames.Parse<SkipReason>("reason", reason), cancellationToken);
        return TypedResults.Ok(new SkippedResponse(
            [.. found.Items.Select(SkippedContextResponse.From)], found.Total, SkippedCountsResponse.From(await settings.CountSkippedAsync(cancellationToken))));
    }

    private static async Task<Ok<QueueResponse>> PauseAsync(SleepQueue queue, GpuWatch gpu, CancellationToken cancellationToken)
    {
        await queue.PauseAsync(cancellationToken);
        return TypedResults.Ok(QueueResponse.From(queue.Status, gpu));
    }

    private static async Task<Ok<QueueResponse>> ResumeAsync(SleepQueue queue, GpuWatch gpu, CancellationToken cancellationToken)
    {
        await queue.ResumeAsync(cancellationToken);
        return TypedResults.Ok(QueueResponse.From(queue.Status, gpu));
    }
}

using Microsoft.AspNetCore.Http.HttpResults;
using SleepTime.Engine.Sleeping;
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
        queue.MapPost("/pause", PauseAsync)
            .WithSummary("Pauses the queue: starts no more sleep jobs; the running one waits after its present pass. Kept over a restart.");
        queue.MapPost("/resume", ResumeAsync)
            .WithSummary("Resumes the queue. Jobs that a person paused one by one stay paused.");
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

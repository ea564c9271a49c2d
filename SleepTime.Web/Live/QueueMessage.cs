using SleepTime.Engine.Generation;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gpu;
using SleepTime.Web.Endpoints.Contracts;

namespace SleepTime.Web.Live;

/// <param name="Questions">Questions being answered or waiting for the engine.</param>
/// <param name="TokensPerSecond">Tokens generated over the last second, of all generations.</param>
/// <param name="Jobs">The first 50 sleep jobs: running, waiting in order, then ended ones.</param>
public sealed record QueueMessage(QueueResponse Queue, int Questions, double TokensPerSecond, ListResponse<JobResponse> Jobs);

/// <summary>Reads the queue as the hub tells it.</summary>
public sealed class QueueReader(SleepQueue jobs, GpuWatch gpu, GenerationService generation)
{
    private const int MostJobs = 50;

    public async Task<QueueMessage> ReadAsync(CancellationToken cancellationToken)
    {
        var first = await jobs.ListAsync(1, MostJobs, null, null, cancellationToken);
        var load = generation.Load;
        return new(QueueResponse.From(jobs.Status, gpu), load.Questions, load.TokensPerSecond, ListResponse.From(first, JobResponse.From));
    }
}

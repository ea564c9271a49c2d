using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Generation.Prefixes;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Answering;

/// <summary>
/// At start, deletes saved states of contexts that the database does not know: after a backup was put back, or when a
/// question on a context met its deletion. They hold its text, and nothing else would delete them. The engine deletes
/// them, since it may be looking at the same files.
/// </summary>
internal sealed partial class StateSweep(
    StateFolder states, GenerationService generation, IDbContextFactory<SleepTimeDbContext> databases, ILogger<StateSweep> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var database = await databases.CreateDbContextAsync(cancellationToken);
            foreach (var contextId in states.List())
            {
                if (!await database.Contexts.AnyAsync(context => context.Id == contextId, cancellationToken))
                    await generation.ForgetContextAsync(contextId).WaitAsync(cancellationToken);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotSwept(logger, states.Path, e.Message);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Saved states of deleted contexts may be left in {Path}: {Reason}")]
    private static partial void LogNotSwept(ILogger logger, string path, string reason);
}

using Microsoft.Extensions.Hosting;

namespace SleepTime.Engine.Answering;

/// <summary>Runs do not outlive the process: at start those of a dead one are ended, at the end the present ones are.</summary>
internal sealed class RunLifetime(RunStore store, RunRegistry registry) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => store.FailInterruptedAsync(cancellationToken);

    /// <summary>Whatever does not end in the time left says so after the next start.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => registry.CloseAsync(cancellationToken);
}

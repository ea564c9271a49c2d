using Microsoft.Extensions.Hosting;

namespace SleepTime.Engine.Generation.Telemetry;

/// <summary>Hands each ended generation to meter and tracer for as long as the server runs.</summary>
internal sealed class GenerationTelemetry(GenerationService service, GenerationMeter meter, GenerationTracer tracer) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        service.Ended += OnEnded;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        service.Ended -= OnEnded;
        return Task.CompletedTask;
    }

    private void OnEnded(GenerationTicket ticket, GenerationResult result)
    {
        meter.Record(ticket, result);
        tracer.Record(ticket, result, service.ModelName, () => service.TextOf(ticket.Request.Prompt), service.ProviderName);
    }
}

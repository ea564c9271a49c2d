using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using SleepTime.Engine.Generation.Telemetry;
using SleepTime.Engine.Sleeping;
using EngineTelemetry = SleepTime.Engine.Generation.Telemetry.TelemetryServiceCollectionExtensions;

namespace SleepTime.Web.Hosting;

/// <summary>Where the engine's figures and spans go: metrics to whoever asks at /metrics, spans to a collector where one is named.</summary>
public static class TelemetryServiceCollectionExtensions
{
    /// <summary>The usual variable of OpenTelemetry; without it no span is made.</summary>
    public const string CollectorKey = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddGenerationTelemetry(configuration);
        services.AddSleepTelemetry();
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("SleepTime"))
            .WithMetrics(metrics => metrics.AddMeter(EngineTelemetry.MeterName).AddPrometheusExporter());
        if (!string.IsNullOrEmpty(configuration[CollectorKey]))
            telemetry.WithTracing(tracing => tracing.AddSource(EngineTelemetry.SourceName).AddOtlpExporter());
        return services;
    }

    /// <summary>GET /metrics in Prometheus' text format.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder routes) => routes.MapPrometheusScrapingEndpoint("/metrics");
}

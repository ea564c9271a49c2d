using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace SleepTime.Engine.Generation.Telemetry;

public static class TelemetryServiceCollectionExtensions
{
    /// <summary>Names of the meter and of the span source, for whoever exports them.</summary>
    public static string MeterName => GenerationMeter.Name;

    /// <inheritdoc cref="MeterName"/>
    public static string SourceName => GenerationTracer.Name;

    /// <summary>Adds instruments and spans of the generation service; nothing is exported by this. The host brings the IMeterFactory.</summary>
    public static IServiceCollection AddGenerationTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<TelemetryOptions>().Bind(configuration.GetSection(TelemetryOptions.Section));
        services.AddSingleton<GenerationMeter>();
        services.AddSingleton(provider => new GenerationTracer(provider.GetRequiredService<IOptions<TelemetryOptions>>().Value));
        services.AddHostedService<GenerationTelemetry>();
        return services;
    }
}

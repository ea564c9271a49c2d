using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Contexts.Sections;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Engine.Sleeping.Gpu;
using SleepTime.Engine.Sleeping.Resleep;
using SleepTime.Engine.Sleeping.Sections;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Sleeping;

public static class SleepingServiceCollectionExtensions
{
    /// <summary>Adds sleep jobs, their notes and the scheduler. Needs storage, the model and generation to start before it.</summary>
    public static IServiceCollection AddSleeping(this IServiceCollection services, IConfiguration configuration)
    {
        // Not the source-generated validator: it leaves out the messages of the Range attributes, which name the key.
        services.AddOptions<SleepOptions>().Bind(configuration.GetSection(SleepOptions.Section)).ValidateDataAnnotations().ValidateOnStart();

        services.AddSingleton<IdleMonitor>();
        services.AddSingleton<SleepMonitor>();
        services.TryAddSingleton<IGpuReader, NvmlGpuReader>();
        services.AddSingleton(provider => new GpuWatch(
            provider.GetRequiredService<IGpuReader>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<IOptions<SleepOptions>>()));
        services.AddSingleton<IdleGate>();
        services.TryAddSingleton<SectionStore>();
        services.AddSingleton<SleepStore>();
        services.AddSingleton<SleepSpending>();
        services.AddSingleton<NotesCarrier>();
        services.AddSingleton<JobRenewal>();
        services.AddSingleton<HandEdits>();
        services.AddSingleton<ForeignNotesReader>();
        services.AddSingleton<UnweighedReader>();
        services.AddSingleton<SleepPolicyStore>();
        services.AddSingleton<ExperienceReader>();
        services.AddSingleton<Gatekeeper>();
        services.AddSingleton<SkippedReader>();
        services.AddSingleton<SleepCheckpoints>();
        services.AddSingleton<SleepJobReader>();
        services.AddSingleton<SleepRunner>();
        services.AddSingleton<QuestionScorer>();
        services.AddSingleton<QuestionReader>();
        services.AddSingleton<SleepFinisher>();
        services.AddSingleton<NotesEditor>();
        services.AddSingleton(provider => new SleepSettingsService(
            provider.GetRequiredService<Gatekeeper>(), provider.GetRequiredService<SkippedReader>(), provider.GetRequiredService<SleepJobReader>(), provider.GetRequiredService<ActivityFeed>()));
        services.AddSingleton<SleepStateSaver>();
        services.AddSingleton<SectionNotesStore>();
        services.AddSingleton<SectionSurvey>();
        services.AddSingleton<SectionSleeper>();
        services.AddSingleton<SleepStepper>();
        services.AddSingleton<NotesService>();

        // Its parts are internal, which a public constructor cannot be about.
        services.AddSingleton(provider => new SectionReader(
            provider.GetRequiredService<IDbContextFactory<SleepTimeDbContext>>(), provider.GetRequiredService<SectionStore>(),
            provider.GetRequiredService<SectionNotesStore>(), provider.GetRequiredService<Gatekeeper>(), provider.GetRequiredService<ModelHost>()));
        services.AddSingleton(provider => new NoteSourceFinder(
            provider.GetRequiredService<IDbContextFactory<SleepTimeDbContext>>(), provider.GetRequiredService<SectionStore>(),
            provider.GetRequiredService<SectionNotesStore>(), provider.GetRequiredService<ModelHost>()));
        services.AddSingleton(provider => new SleepQueue(
            provider.GetRequiredService<ModelHost>(),
            provider.GetRequiredService<SleepStore>(),
            provider.GetRequiredService<SleepJobReader>(),
            provider.GetRequiredService<SleepMonitor>(),
            provider.GetRequiredService<IdleGate>(),
            provider.GetRequiredService<Gatekeeper>(),
            provider.GetRequiredService<SleepSpending>(),
            provider.GetRequiredService<NotesCarrier>(),
            provider.GetRequiredService<TimeProvider>()));

        services.AddSingleton<IContextFollower, RetentionFollower>();
        services.AddSingleton<IContextFollower, SleepFollower>();
        services.AddHostedService<SleepScheduler>();
        services.AddHostedService<SecondLook>();
        return services;
    }

    /// <summary>Adds the instruments of the sleep queue, under the name of the engine's meter. The host brings the IMeterFactory.</summary>
    public static IServiceCollection AddSleepTelemetry(this IServiceCollection services) => services.AddHostedService<SleepMeter>();
}

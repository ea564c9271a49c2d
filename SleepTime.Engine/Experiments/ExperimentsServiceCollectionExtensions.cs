using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Experiments.DataSets;
using SleepTime.Engine.Experiments.Running;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Experiments;

public static class ExperimentsServiceCollectionExtensions
{
    /// <summary>Adds data sets, experiments and what runs them. Needs storage, the model, generation and sleeping to start before it.</summary>
    public static IServiceCollection AddExperiments(this IServiceCollection services)
    {
        services.AddDataSets();
        services.AddSingleton<ExperimentStore>();
        services.AddSingleton<ExperimentMonitor>();
        services.AddSingleton<ExperimentSleeper>();
        services.AddSingleton<ExperimentAsker>();
        services.AddSingleton<PieceRunner>();
        // Its parts are internal, which a public constructor cannot be about.
        services.AddSingleton(provider => new ExperimentService(
            provider.GetRequiredService<IDbContextFactory<SleepTimeDbContext>>(), provider.GetRequiredService<DataSetLibrary>(), provider.GetRequiredService<ExperimentStore>(),
            provider.GetRequiredService<ExperimentMonitor>(), provider.GetRequiredService<ActivityFeed>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Figures.ExperimentReader>();
        services.AddSingleton<Answers.ExperimentAnswers>();
        services.AddSingleton<Estimates.ExperimentEstimator>();
        services.AddHostedService<ExperimentRunner>();
        return services;
    }
}

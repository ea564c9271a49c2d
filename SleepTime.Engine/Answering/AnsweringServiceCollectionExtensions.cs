using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SleepTime.Engine.Answering.Feedback;
using SleepTime.Engine.Answering.FollowUps;
using SleepTime.Engine.Answering.History;
using SleepTime.Engine.Answering.Sections;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Contexts.Sections;
using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Sleeping.Gating;

namespace SleepTime.Engine.Answering;

public static class AnsweringServiceCollectionExtensions
{
    /// <summary>Adds questions and their runs. Needs storage, the model and generation to start before it and to stop after it.</summary>
    public static IServiceCollection AddAnswering(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<RunHistory>();
        services.AddSingleton<RunRegistry>();
        services.AddSingleton<HistoryReader>();
        services.AddSingleton<HistoryCleaner>();
        services.AddSingleton<RunStore>();
        services.AddSingleton<RunPump>();
        services.TryAddSingleton<SectionStore>();
        services.AddSingleton<AnswerSourceReader>();
        services.AddSingleton<QuestionLikeness>();
        services.AddSingleton<SectionSearch>();
        services.AddSingleton<LongSourceReader>();
        services.AddSingleton<GivenReader>();
        services.AddSingleton<FollowUpReader>();
        services.AddSingleton<ThreadReader>();
        services.AddSingleton<FeedbackService>();
        services.AddSingleton<VoteService>();
        services.AddSingleton<HiddenSides>();

        // Its parts are internal, which a public constructor cannot be about.
        services.AddSingleton(provider => new AnswerService(
            provider.GetRequiredService<ModelHost>(),
            provider.GetRequiredService<GenerationService>(),
            provider.GetRequiredService<AnswerSourceReader>(),
            provider.GetRequiredService<FollowUpReader>(),
            provider.GetRequiredService<RunStore>(),
            provider.GetRequiredService<RunRegistry>(),
            provider.GetRequiredService<RunPump>(),
            provider.GetRequiredService<SleepPolicyStore>(),
            provider.GetRequiredService<QuestionLikeness>(),
            provider.GetRequiredService<LongSourceReader>(),
            provider.GetRequiredService<TimeProvider>()));

        services.AddSingleton<IContextFollower, RunFollower>();
        services.AddSingleton<IContextFollower, StateFollower>();
        services.AddHostedService<StateSweep>();
        services.AddHostedService<RunLifetime>();
        return services;
    }
}

using Microsoft.Extensions.Options;
using SleepTime.Engine.Activities;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.ModelHosting.Prompts;

namespace SleepTime.Tests.Support;

/// <summary>Model hosts in the state a test needs, without loading anything.</summary>
internal static class TestModelHost
{
    public static ModelHost Loading(ActivityFeed? feed = null) => new(Options.Create(new ModelOptions()), feed ?? new ActivityFeed());

    public static ModelHost Ready(FakeLoadedModel? model = null, ActivityFeed? feed = null, int contextLength = 8_192)
    {
        var host = Loading(feed);
        host.SetReady(Describe(model ?? new FakeLoadedModel(), contextLength));
        return host;
    }

    /// <summary>The fake model spoken to as the embedded one is: profile tiny, ChatML.</summary>
    /// <param name="profile">Other prompts than those.</param>
    public static HostedModel Describe(FakeLoadedModel model, int contextLength = 8_192, string? profile = null)
    {
        var preset = ModelPresets.Resolve(new ModelOptions());
        var prompts = new PromptComposer(PromptProfile.Load(profile ?? preset.Profile), ChatTemplates.Find(preset.ChatTemplate)!, model.Vocabulary);
        return new HostedModel("fake@000000000000", preset, model.Description, model.Vocabulary, prompts, contextLength, Sequences: 16);
    }
}

using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.ModelHosting.Downloads;
using SleepTime.Engine.ModelHosting.Inspection;
using SleepTime.Engine.ModelHosting.Switching;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.ModelHosting;

/// <summary>What loads and exchanges models, over a fake runtime.</summary>
internal sealed class LoaderSite
{
    public LoaderSite(FakeRuntime runtime, TestDatabase database, ActivityFeed feed, ModelOptions options, GenerationOptions generation, SwitchingOptions? switching = null)
    {
        var chosen = Options.Create(switching ?? new SwitchingOptions());
        Host = new ModelHost(Options.Create(options), feed);
        Generation = new GenerationService(Options.Create(generation), feed, Time, NullLogger<GenerationService>.Instance);
        var inspector = new ModelInspector(Options.Create(generation), Options.Create(options), Host);
        Switch = new ModelSwitch(database, Host, inspector, new ModelFiles(new HubCache(database.DownloadsPath + ".hub"), database.DownloadsPath + ".models"), Options.Create(options), chosen);
        Loader = new ModelLoader(Host, runtime, Generation, Switch, new QuestionDrain(Generation, feed, chosen, Time), inspector, new UnendedLoads(database), Options.Create(generation), NullLogger<ModelLoader>.Instance);
    }

    public FakeTimeProvider Time { get; } = new();

    public ModelHost Host { get; }

    public GenerationService Generation { get; }

    public ModelSwitch Switch { get; }

    public ModelLoader Loader { get; }
}

using SleepTime.Tests.RealModel.Runtimes;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.EndToEnd;

/// <summary>The site as a newcomer meets it at the first start, only that the model counts as idle sooner.</summary>
public sealed class FirstStartApp : SleepTimeApp
{
    public FirstStartApp()
        : base(("Sleep:Enabled", "true"), ("Sleep:IdleSeconds", "0.05")) => KeepsSamples = true;
}

/// <summary>The site that takes a few files at a time only.</summary>
public sealed class FewFilesApp() : SleepTimeApp(("Upload:MaxFiles", "3"));

/// <summary>The site with samples and no sleep, whose model a test can hold still in mid-answer.</summary>
public sealed class HeldApp : SleepTimeApp
{
    public HeldApp()
        : this(new EngineHold())
    {
    }

    private HeldApp(EngineHold hold)
        : base(new HeldRuntime(EmbeddedModel.Runtime, hold))
    {
        KeepsSamples = true;
        Hold = hold;
    }

    /// <summary>What stands between the engine and each decode.</summary>
    public EngineHold Hold { get; }
}

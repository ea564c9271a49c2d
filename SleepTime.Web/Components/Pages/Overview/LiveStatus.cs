using SleepTime.Engine.Activities;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Overview;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Web.Components.Layout;
using SleepTime.Web.Components.Pages.Queue;

namespace SleepTime.Web.Components.Pages.Overview;

/// <summary>What the model does at one moment, with its words.</summary>
/// <param name="Line">Of all that it does, what comes first.</param>
/// <param name="Sleep">Whether it sleeps, or why it does not.</param>
public sealed record LiveStatus(WorkStatus Work, ModelStateLine Line, ModelStateLine Sleep)
{
    /// <param name="overview">What tells the title of the job that is worked on; null where it is not read yet.</param>
    public static LiveStatus Of(WorkStatus work, TeamOverview? overview)
    {
        var title = overview?.Job is { } job && job.Id == work.Queue.CurrentJobId ? job.ContextTitle : null;
        var model = new ModelStatus(work.Model, work.LoadProgress, work.Failure, work.PresetId, null, null);
        var policy = new SleepPolicy { From = work.From, Until = work.Until, TokensPerDay = work.TokensPerDay };
        return new LiveStatus(work, ModelStateWords.Describe(model, work.Load, work.Queue), IdleWords.DescribeBy(work.Queue, model, work.Load, title, policy, work.GpuBusy));
    }
}

/// <summary>Reads it, from memory alone. Thread-safe.</summary>
public sealed class LiveStatusReader(WorkStatusReader work)
{
    /// <summary>Whether an event may have changed it.</summary>
    public static bool Concerns(ActivityEvent activity) => activity is ModelChanged or EngineLoadChanged or SleepQueueChanged or JobChanged;

    /// <inheritdoc cref="LiveStatus.Of"/>
    public LiveStatus Read(TeamOverview? overview) => LiveStatus.Of(work.Read(), overview);
}

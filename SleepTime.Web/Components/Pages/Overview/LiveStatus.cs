using SleepTime.Engine.Activities;
using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Overview;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Engine.Sleeping.Gpu;
using SleepTime.Web.Components.Layout;
using SleepTime.Web.Components.Pages.Queue;

namespace SleepTime.Web.Components.Pages.Overview;

/// <summary>What the model does at this moment, from memory alone.</summary>
/// <param name="Line">Of all that it does, what comes first.</param>
/// <param name="Sleep">Whether it sleeps, or why it does not.</param>
public sealed record LiveStatus(ModelStatus Model, EngineLoad Load, SleepQueueStatus Queue, ModelStateLine Line, ModelStateLine Sleep);

/// <summary>Reads it. Thread-safe.</summary>
public sealed class LiveStatusReader(ModelHost model, GenerationService generation, SleepQueue sleep, SleepPolicyStore policies, GpuWatch gpu)
{
    /// <summary>Whether an event may have changed it.</summary>
    public static bool Concerns(ActivityEvent activity) => activity is ModelChanged or EngineLoadChanged or SleepQueueChanged or JobChanged;

    /// <param name="overview">What tells the title of the job that is worked on; null where it is not read yet.</param>
    public LiveStatus Read(TeamOverview? overview)
    {
        var (status, load, queue) = (model.Status, generation.Load, sleep.Status);
        var title = overview?.Job is { } job && job.Id == queue.CurrentJobId ? job.ContextTitle : null;
        return new LiveStatus(
            status, load, queue, ModelStateWords.Describe(status, load, queue), IdleWords.DescribeBy(queue, status, load, title, policies.Current, gpu));
    }
}

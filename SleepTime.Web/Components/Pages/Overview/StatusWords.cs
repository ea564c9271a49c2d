using SleepTime.Engine.Generation;
using SleepTime.Engine.Sleeping;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Overview;

/// <summary>What runs and waits, in words.</summary>
public static class StatusWords
{
    public static string Questions(EngineLoad load) => (Running(load, GenerationClass.Question), Waiting(load, GenerationClass.Question)) switch
    {
        (0, 0) => "None runs",
        (var running, 0) => $"{NumberWords.Count(running)} being answered",
        var (running, waiting) => $"{NumberWords.Count(running)} being answered, {NumberWords.Count(waiting)} waiting",
    };

    /// <summary>Whether one runs, where its name is not known.</summary>
    public static string Experiments(EngineLoad load) => Running(load, GenerationClass.Experiment) + Waiting(load, GenerationClass.Experiment) > 0 ? "One runs" : "None runs";

    /// <summary>What is behind the experiment that runs, where its answers wait for questions.</summary>
    public static string ExperimentsWaiting(EngineLoad load) => Waiting(load, GenerationClass.Experiment) is > 0 and var waiting ? $", {NumberWords.Count(waiting)} waiting" : "";

    /// <summary>Whether it sleeps, or why not, with what waits for it.</summary>
    public static string Sleep(LiveStatus status) => status.Work.Queue is { State: IdleState.Sleeping, DiskFull: false, Queued: var queued }
        ? $"{status.Sleep.Detail} {(queued == 0 ? "No other job waits." : $"{NumberWords.Of(queued, "job")} {(queued == 1 ? "waits" : "wait")}.")}"
        : status.Sleep.Detail;

    private static int Running(EngineLoad load, GenerationClass of) => load.Running[(int)of];

    private static int Waiting(EngineLoad load, GenerationClass of) => load.Waiting[(int)of];
}

using SleepTime.Engine.Sleeping;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Queue;

/// <summary>What can be done to a job, in words.</summary>
public static class JobCommandWords
{
    public static string Label(JobCommand command) => command switch
    {
        JobCommand.First => "Run first",
        JobCommand.Up => "Move up",
        JobCommand.Down => "Move down",
        JobCommand.Pause => "Pause",
        JobCommand.Resume => "Resume",
        JobCommand.Cancel => "Cancel",
        _ => "Retry",
    };

    /// <summary>For a reader, to whom all buttons of a list would be called the same.</summary>
    public static string LongLabel(JobCommand command, SleepJobView job) => $"{Label(command)}: the sleep on {job.ContextTitle}";

    /// <summary>Begins a sentence that tells why it failed.</summary>
    public static string Failed(JobCommand command) => command switch
    {
        JobCommand.First or JobCommand.Up or JobCommand.Down => "The job could not be moved",
        JobCommand.Pause => "The job could not be paused",
        JobCommand.Resume => "The job could not be resumed",
        JobCommand.Cancel => "The job could not be cancelled",
        _ => "The job could not be put back into the queue",
    };

    /// <summary>Why the state of the job does not allow it.</summary>
    public static string WhyNot(JobCommand command) => command switch
    {
        JobCommand.First => "It does not wait any more.",
        JobCommand.Up => "It is the first that waits already.",
        JobCommand.Down => "It is the last that waits already.",
        JobCommand.Pause => "It has ended or is paused already.",
        JobCommand.Resume => "It has ended or is resumed already.",
        JobCommand.Cancel => "It has ended already.",
        _ => "The text was edited since, or another job works on it.",
    };

    /// <summary>What a person loses by cancelling.</summary>
    public static string CancelWarning(SleepJobView job) => job.SectionsDone > 0
        ? $"The notes of {NumberWords.Of(job.SectionsDone, "section")} stay stored; retrying goes on from there."
        : job.PassesDone == 0
        ? job.State == SleepJobState.Running ? "Nothing is finished yet; what is being written is dropped." : "No pass is finished yet, so nothing is lost."
        : $"{NumberWords.Of(job.PassesDone, "finished pass", "finished passes")} {(job.PassesDone == 1 ? "stays" : "stay")} stored; retrying goes on from there.";
}

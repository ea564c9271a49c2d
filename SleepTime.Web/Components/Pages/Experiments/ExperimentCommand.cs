using SleepTime.Engine.Experiments;
using SleepTime.Engine.Sleeping;

namespace SleepTime.Web.Components.Pages.Experiments;

/// <summary>What a person can do with an experiment.</summary>
public enum ExperimentCommand
{
    Pause,
    Resume,
    Cancel,
    Delete,
}

public static class ExperimentCommands
{
    public static IReadOnlyList<ExperimentCommand> Of(ExperimentState state) => state switch
    {
        ExperimentState.Queued or ExperimentState.Running => [ExperimentCommand.Pause, ExperimentCommand.Cancel],
        ExperimentState.Paused => [ExperimentCommand.Resume, ExperimentCommand.Cancel],
        ExperimentState.Failed => [ExperimentCommand.Resume, ExperimentCommand.Delete],
        _ => [ExperimentCommand.Delete],
    };

    /// <summary>What a button says.</summary>
    public static string Label(ExperimentCommand command) => command == ExperimentCommand.Resume ? "Go on" : command.ToString();

    /// <summary>The question before something is lost; null where nothing is.</summary>
    public static (string Title, string Message, string Lose, string Keep)? Warning(ExperimentCommand command, ExperimentView view) => command switch
    {
        ExperimentCommand.Cancel => (
            $"Cancel “{view.Experiment.Name}”?", "It ends for good. The answers that are there stay, marked as partial. To stop it for a while, pause it.", "Cancel it", "Let it be"),
        ExperimentCommand.Delete => (
            $"Delete “{view.Experiment.Name}”?", $"This deletes it with its {Shared.NumberWords.Of(view.Done, "answer")} for everyone. It cannot be undone.", "Delete it", "Keep it"),
        _ => null,
    };

    public static async Task<JobCommandResult> RunAsync(this ExperimentService experiments, ExperimentCommand command, Guid id, CancellationToken cancellationToken) => command switch
    {
        ExperimentCommand.Pause => await experiments.PauseAsync(id, cancellationToken),
        ExperimentCommand.Resume => await experiments.ResumeAsync(id, cancellationToken),
        ExperimentCommand.Cancel => await experiments.CancelAsync(id, cancellationToken),
        _ => await experiments.DeleteAsync(id, cancellationToken) ? JobCommandResult.Done : JobCommandResult.NotFound,
    };
}

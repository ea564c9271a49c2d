using MudBlazor;
using SleepTime.Engine.Experiments;
using SleepTime.Engine.Sleeping;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Experiments;

/// <summary>Does what a button of an experiment says, after asking where something is lost, and tells what came of it.</summary>
public sealed class ExperimentSteering(ExperimentService experiments, IDialogService dialogs, ISnackbar snackbar)
{
    /// <returns>Whether it was done.</returns>
    public async Task<bool> RunAsync(ExperimentView view, ExperimentCommand command, CancellationToken cancellationToken)
    {
        if (ExperimentCommands.Warning(command, view) is var (title, message, lose, keep) && !await ConfirmDialog.ShowAsync(dialogs, title, message, lose, keep))
            return false;
        try
        {
            var result = await experiments.RunAsync(command, view.Experiment.Id, cancellationToken);
            if (result != JobCommandResult.Done)
                snackbar.Add(result == JobCommandResult.NotFound ? "This experiment is gone." : "It has moved on meanwhile. Look where it stands now.", Severity.Warning);
            return result == JobCommandResult.Done;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            snackbar.Add(FailureWords.Describe(exception, $"“{ExperimentCommands.Label(command)}” did not work"), Severity.Error);
            return false;
        }
    }

    /// <summary>Makes a ready experiment as it is.</summary>
    public async Task StartAsync(Engine.Experiments.Ready.ReadyExperiment ready, string owner, CancellationToken cancellationToken)
    {
        try
        {
            await experiments.CreateAsync(ready.Name, ready.Key, ready.Plan, owner, cancellationToken);
            snackbar.Add($"“{ready.Name}” waits for its turn.", Severity.Normal);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            snackbar.Add(FailureWords.Describe(exception, "The experiment could not be made"), Severity.Error);
        }
    }
}

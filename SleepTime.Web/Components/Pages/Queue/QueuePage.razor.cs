using Microsoft.AspNetCore.Components;
using MudBlazor;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Queue;

public sealed partial class QueuePage : LiveComponent
{
    private const int PageSize = 25;
    private Loader<QueueView> _view = null!;
    private PressGuard _presses = null!;
    private (JobFilter Filter, int Page)? _read;

    [Inject]
    private SleepQueue Sleep { get; set; } = null!;

    [Inject]
    private SleepSettingsService Settings { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "state")]
    public string? State { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public string? PageNumber { get; set; }

    [SupplyParameterFromQuery(Name = "reason")]
    public string? ReasonKey { get; set; }

    private SkipReason? Reason => SkippedWords.Parse(ReasonKey);

    private JobFilter Filter => QueueFilter.Parse(State);

    private int Page => AddressValue.Page(PageNumber);

    protected override void OnInitialized()
    {
        _presses = new(Time);
        _view = new("The queue could not be read", cancellationToken => QueueView.ReadAsync(Sleep, Settings, Filter, Page, PageSize, cancellationToken));
        RefreshOn(activity => activity is JobChanged or SleepQueueChanged or ContextChanged, ListInterval, _view.LoadAsync);
    }

    protected override Task OnParametersSetAsync()
    {
        if (_read == (Filter, Page))
            return Task.CompletedTask;
        _read = (Filter, Page);
        return _view.LoadAsync();
    }

    // What the button said when it was pressed: somebody else may have pressed it since.
    private Task SetPausedAsync(bool paused) => _presses.RunAsync(() => DoAsync(
        () => paused ? Sleep.PauseAsync(Gone) : Sleep.ResumeAsync(Gone),
        "The queue could not be paused or resumed"));

    private async Task OpenSettingsAsync() => await SleepSettingsDialog.ShowAsync(Dialogs);

    private async Task CommandAsync((SleepJobView Job, JobCommand Command) asked)
    {
        var (job, command) = asked;
        if (command == JobCommand.Cancel && !await ConfirmDialog.ShowAsync(
                Dialogs, $"Cancel the sleep on “{job.ContextTitle}”?", JobCommandWords.CancelWarning(job), "Cancel the job", "Let it go on"))
            return;
        await DoAsync(
            async () =>
            {
                var result = await Sleep.RunAsync(command, job.Id, Gone);
                if (result != JobCommandResult.Done)
                    Snackbar.Add(result == JobCommandResult.NotFound ? "This job is gone." : JobCommandWords.WhyNot(command), Severity.Warning);
            },
            JobCommandWords.Failed(command));
    }

    private async Task DoAsync(Func<Task> command, string whatFailed)
    {
        try
        {
            await command();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Snackbar.Add(FailureWords.Describe(exception, whatFailed), Severity.Error);
        }
        await _view.LoadAsync();
    }

    protected override ValueTask OnDisposingAsync()
    {
        _view.Dispose();
        return ValueTask.CompletedTask;
    }
}

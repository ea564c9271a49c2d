using Microsoft.AspNetCore.Components;
using MudBlazor;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Sleeping;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Queue;

public sealed partial class QueuePage : LiveComponent
{
    private const int PageSize = 25;
    private Loader<Page<SleepJobView>> _jobs = null!;
    private (SleepJobState? State, int Page)? _read;

    [Inject]
    private SleepQueue Sleep { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "state")]
    public string? State { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public int? PageNumber { get; set; }

    private SleepJobState? Filter => QueueFilter.Parse(State);

    private int Page => Math.Max(1, PageNumber ?? 1);

    protected override void OnInitialized()
    {
        _jobs = new("The queue could not be read", cancellationToken => Sleep.ListAsync(Page, PageSize, Filter, contextId: null, cancellationToken));
        RefreshOn(activity => activity is JobChanged or SleepQueueChanged or ContextChanged, ListInterval, _jobs.LoadAsync);
    }

    protected override Task OnParametersSetAsync()
    {
        if (_read == (Filter, Page))
            return Task.CompletedTask;
        _read = (Filter, Page);
        return _jobs.LoadAsync();
    }

    private Task PauseOrResumeAsync() => DoAsync(
        () => Sleep.Status.Paused ? Sleep.ResumeAsync(Gone) : Sleep.PauseAsync(Gone),
        "The queue could not be paused or resumed");

    private async Task CancelAsync(SleepJobView job)
    {
        var sure = await Dialogs.ShowMessageBoxAsync(
            $"Cancel the sleep on “{job.ContextTitle}”?",
            job.PassesDone == 0 ? "Nothing is finished yet; what is being written is dropped." : $"{NumberWords.Of(job.PassesDone, "finished pass", "finished passes")} stay stored; retrying goes on from there.",
            yesText: "Cancel the job",
            cancelText: "Let it go on");
        if (sure == true)
            await CommandAsync(() => Sleep.CancelAsync(job.Id, Gone), "The job could not be cancelled", "It has ended already.");
    }

    private Task RetryAsync(SleepJobView job) =>
        CommandAsync(() => Sleep.RetryAsync(job.Id, Gone), "The job could not be put back into the queue", "The text was edited since, or another job works on it.");

    private Task CommandAsync(Func<Task<JobCommandResult>> command, string whatFailed, string whyNot) => DoAsync(
        async () =>
        {
            var result = await command();
            if (result != JobCommandResult.Done)
                Snackbar.Add(result == JobCommandResult.NotFound ? "This job is gone." : whyNot, Severity.Warning);
        },
        whatFailed);

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
        await _jobs.LoadAsync();
    }

    protected override ValueTask OnDisposingAsync()
    {
        _jobs.Dispose();
        return ValueTask.CompletedTask;
    }
}

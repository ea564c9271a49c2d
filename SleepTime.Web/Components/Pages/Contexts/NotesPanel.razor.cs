using Microsoft.AspNetCore.Components;
using MudBlazor;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Sleeping;
using SleepTime.Web.Components.Shared;
using SleepTime.Web.Hosting;

namespace SleepTime.Web.Components.Pages.Contexts;

/// <summary>The notes of one context: being written, current, stale.</summary>
public sealed partial class NotesPanel : LiveComponent
{
    private Loader<SleepJobView?> _job = null!;
    private string? _problem;

    [Inject]
    private NotesEditor Editor { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private SleepQueue Sleep { get; set; } = null!;

    [Parameter, EditorRequired]
    public Guid ContextId { get; set; }

    /// <summary>All versions, read and followed by the page.</summary>
    [Parameter, EditorRequired]
    public required Loader<IReadOnlyList<NotesView>?> Notes { get; set; }

    /// <summary>The note whose sentences are shown.</summary>
    [Parameter]
    public Guid? Selected { get; set; }

    [Parameter]
    public EventCallback<Note> OnSelect { get; set; }

    [Parameter, EditorRequired]
    public NotesState State { get; set; }

    /// <summary>The version to show opened.</summary>
    [Parameter]
    public Guid? Open { get; set; }

    private bool IsPaused => Sleep.Status.Paused;

    protected override Task OnInitializedAsync()
    {
        _job = new("The sleep jobs could not be read", ReadLatestJobAsync);
        RefreshOn(activity => activity is JobChanged changed && changed.ContextId == ContextId, ListInterval, _job.LoadAsync);
        RefreshOn(activity => activity is SleepQueueChanged, ListInterval, _job.LoadAsync);
        return _job.LoadAsync();
    }

    private async Task<SleepJobView?> ReadLatestJobAsync(CancellationToken cancellationToken) =>
        await Sleep.ListAsync(1, 1, state: null, ContextId, cancellationToken) is { Items: [var latest, ..] } ? latest : null;

    private async Task SleepAsync()
    {
        try
        {
            if (VersionWords.BeforeSleep(Notes.Value) is { } warning
                && !await ConfirmDialog.ShowAsync(Dialogs, "Sleep again on notes edited by hand?", warning, "Sleep again", "Keep the present ones", losesNothing: true))
                return;
            _problem = await Sleep.EnqueueAsync(ContextId, passes: null, force: true, LocalUser.Name, Gone) is null
                ? "This context was deleted meanwhile."
                : null;
            await _job.LoadAsync();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _problem = FailureWords.Describe(exception, "It could not be put into the queue");
        }
    }

    private Task EditAsync(NotesView version) => EditNotesDialog.ShowAsync(Dialogs, ContextId, version.Notes);

    private async Task RestoreAsync(NotesView version)
    {
        if (!await ConfirmDialog.ShowAsync(
                Dialogs, "Go back to these notes?", "They become the notes in use, as a new version. Nothing is lost: the present ones stay below.", "Go back", "Keep the present ones", losesNothing: true))
            return;
        try
        {
            _problem = await Editor.RestoreAsync(ContextId, version.Notes.Id, LocalUser.Name, Gone) is null ? "These notes are gone: their context was deleted." : null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _problem = FailureWords.Describe(exception, "The notes could not be restored");
        }
    }

    protected override ValueTask OnDisposingAsync()
    {
        _job.Dispose();
        return ValueTask.CompletedTask;
    }
}

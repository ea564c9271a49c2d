using Microsoft.AspNetCore.Components;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Sleeping;
using SleepTime.Web.Components.Shared;
using SleepTime.Web.Hosting;

namespace SleepTime.Web.Components.Pages.Contexts;

/// <summary>The notes of one context: being written, current, stale.</summary>
public sealed partial class NotesPanel : LiveComponent
{
    private Loader<IReadOnlyList<NotesView>?> _notes = null!;
    private Loader<SleepJobView?> _job = null!;
    private string? _problem;

    [Inject]
    private NotesService Notes { get; set; } = null!;

    [Inject]
    private SleepQueue Sleep { get; set; } = null!;

    [Parameter, EditorRequired]
    public Guid ContextId { get; set; }

    [Parameter, EditorRequired]
    public NotesState State { get; set; }

    /// <summary>The version to show opened.</summary>
    [Parameter]
    public Guid? Open { get; set; }

    private bool IsPaused => Sleep.Status.Paused;

    protected override Task OnInitializedAsync()
    {
        _notes = new("The notes could not be read", cancellationToken => Notes.ListAsync(ContextId, cancellationToken));
        _job = new("The sleep jobs could not be read", ReadLatestJobAsync);
        RefreshOn(activity => activity is ContextChanged changed && changed.ContextId == ContextId, ListInterval, _notes.LoadAsync);
        RefreshOn(activity => activity is JobChanged changed && changed.ContextId == ContextId, ListInterval, _job.LoadAsync);
        RefreshOn(activity => activity is SleepQueueChanged, ListInterval, _job.LoadAsync);
        return Task.WhenAll(_notes.LoadAsync(), _job.LoadAsync());
    }

    private async Task<SleepJobView?> ReadLatestJobAsync(CancellationToken cancellationToken) =>
        await Sleep.ListAsync(1, 1, state: null, ContextId, cancellationToken) is { Items: [var latest, ..] } ? latest : null;

    private async Task SleepAsync()
    {
        try
        {
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

    protected override ValueTask OnDisposingAsync()
    {
        _notes.Dispose();
        _job.Dispose();
        return ValueTask.CompletedTask;
    }
}

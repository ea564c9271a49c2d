using Microsoft.AspNetCore.Components;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Sleeping;
using SleepTime.Web.Components.Shared;
using SleepTime.Web.Hosting;

namespace SleepTime.Web.Components.Pages.Ask;

/// <summary>Why a run has no answer; without notes also the way to get some.</summary>
public sealed partial class AnswerFailure : LiveComponent
{
    private SleepJobView? _job;
    private bool _hasNotes;
    private NotesView? _other;
    private bool _isRead;
    private string? _problem;
    private string? _unread;

    [Inject]
    private SleepQueue Sleep { get; set; } = null!;

    [Inject]
    private NotesService Notes { get; set; } = null!;

    [Parameter, EditorRequired]
    public required Run Run { get; set; }

    [Parameter]
    public EventCallback AskAgain { get; set; }

    /// <summary>Ask again, from notes that are used only on request.</summary>
    [Parameter]
    public EventCallback AskStale { get; set; }

    private bool LacksNotes => Run is { Mode: AnswerMode.SleepTime, NotesVersionId: null };

    protected override async Task OnInitializedAsync()
    {
        if (!LacksNotes)
            return;
        RefreshOn(ConcernsNotes, ListInterval, ReadAsync);
        await ReadAsync();
    }

    private bool ConcernsNotes(ActivityEvent activity) => activity switch
    {
        JobChanged job => job.ContextId == Run.ContextId,
        ContextChanged context => context.ContextId == Run.ContextId,
        SleepQueueChanged => true, // what a job waits for
        _ => false,
    };

    private async Task ReadAsync()
    {
        try
        {
            var job = await Sleep.ListAsync(1, 1, state: null, Run.ContextId, Gone) is { Items: [var latest, ..] } ? latest : null;
            // Asking again takes the newest notes of the current text. That a job has ended does not say that it noted anything.
            var versions = await Notes.ListAsync(Run.ContextId, Gone) ?? [];
            _hasNotes = IsUsable(versions.FirstOrDefault(notes => notes.Counts));
            _other = versions.Where(notes => !notes.Counts && IsUsable(notes)).OrderBy(notes => notes.Stale).FirstOrDefault();
            (_job, _isRead, _unread) = (job, true, null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _unread = FailureWords.Describe(exception, "Whether there are notes by now could not be read");
        }
    }

    private static bool IsUsable(NotesView? notes) => notes?.Notes.Lines.Any(line => !line.Struck) ?? false;

    private async Task SleepAsync()
    {
        try
        {
            // Forced, because notes without a usable line would count as made already.
            _job = await Sleep.EnqueueAsync(Run.ContextId, passes: null, force: true, LocalUser.Name, Gone);
            _problem = _job is null ? "This context was deleted meanwhile." : null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _problem = FailureWords.Describe(exception, "It could not be put into the queue");
        }
    }
}

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
    private string? _problem;

    [Inject]
    private SleepQueue Sleep { get; set; } = null!;

    [Parameter, EditorRequired]
    public required Run Run { get; set; }

    [Parameter]
    public EventCallback AskAgain { get; set; }

    private bool LacksNotes => Run is { Mode: AnswerMode.SleepTime, NotesVersionId: null };

    protected override async Task OnInitializedAsync()
    {
        if (!LacksNotes)
            return;
        RefreshOn(activity => activity is JobChanged changed && changed.ContextId == Run.ContextId, ListInterval, ReadJobAsync);
        await ReadJobAsync();
    }

    private async Task ReadJobAsync() =>
        _job = await Sleep.ListAsync(1, 1, state: null, Run.ContextId, Gone) is { Items: [var latest, ..] } ? latest : null;

    private async Task SleepAsync()
    {
        try
        {
            _job = await Sleep.EnqueueAsync(Run.ContextId, passes: null, force: false, LocalUser.Name, Gone);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _problem = FailureWords.Describe(exception, "It could not be put into the queue");
        }
    }
}

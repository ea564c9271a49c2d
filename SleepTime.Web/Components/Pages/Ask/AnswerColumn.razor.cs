using Microsoft.AspNetCore.Components;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Answering.Sections;
using SleepTime.Engine.Sleeping;
using SleepTime.Web.Components.Pages.Contexts;
using SleepTime.Web.Components.Shared;
using SleepTime.Web.Live;

namespace SleepTime.Web.Components.Pages.Ask;

/// <summary>One run as it goes on, from its start, whenever the page came. Renders itself only.</summary>
public sealed partial class AnswerColumn : LiveComponent
{
    private RunView _view = new();
    private CoalescingTimer _render = null!;
    private bool _lost;
    private bool _stopping;
    private string? _caution;
    private NotesVersion? _notes;
    private int? _madeForVersion;
    private IReadOnlyList<Citation> _citations = [];
    private string? _maker;
    private GivenSources? _given;
    private IReadOnlyDictionary<Guid, int> _sections = new Dictionary<Guid, int>();

    [Inject]
    private RunRegistry Registry { get; set; } = null!;

    [Inject]
    private NotesService Notes { get; set; } = null!;

    [Inject]
    private GivenReader Given { get; set; } = null!;

    [Parameter, EditorRequired]
    public required Run Run { get; set; }

    /// <summary>What this side is called.</summary>
    [Parameter, EditorRequired]
    public required string Name { get; set; }

    /// <summary>Whether anything that tells which mode it is stays hidden.</summary>
    [Parameter]
    public bool IsHidden { get; set; }

    /// <summary>The present text, to show sentences in.</summary>
    [Parameter, EditorRequired]
    public required string ContextText { get; set; }

    /// <summary>Thumb up or down; null for none.</summary>
    [Parameter]
    public bool? Rating { get; set; }

    [Parameter]
    public EventCallback<bool?> Rate { get; set; }

    /// <summary>The right answer, where it is known.</summary>
    [Parameter]
    public string? Expected { get; set; }

    [Parameter]
    public EventCallback<Run> Ended { get; set; }

    [Parameter]
    public EventCallback AskAgain { get; set; }

    [Parameter]
    public EventCallback AskStale { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _render = Coalesce(TextInterval, () => Task.CompletedTask);
        _ = FollowAsync();
        if (Run.NotesVersionId is not { } used)
            return;
        try
        {
            await ReadNotesAsync(used);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The answer is there without it.
            _caution = FailureWords.Describe(exception, "What it was made from could not be read");
        }
        Cite();
    }

    private async Task ReadNotesAsync(Guid used)
    {
        var version = (await Notes.ListAsync(Run.ContextId, Gone))?.FirstOrDefault(notes => notes.Notes.Id == used);
        _notes = version?.Notes;
        // Stale when it was asked, not by an edit since: then the notes were made for another version than the run is on.
        _madeForVersion = _notes?.ContextVersionId != Run.ContextVersionId ? version?.ContextVersion : null;
        _maker = VersionWords.Maker(_notes, Run.ModelId, Run.PromptVersion);
        _caution = _notes is null ? null : NotesWords.Unchecked(_notes);
        if (Run.Given is { } given)
        {
            _given = await Given.ReadAsync(given, Gone);
            _sections = given.Items.Where(item => item.Kind == GivenKind.SectionNotes).ToDictionary(item => item.Id, item => item.Order);
        }
    }

    private void Stop()
    {
        // Within one engine step; that it was pressed shows at once.
        _stopping = true;
        Registry.Cancel(Run.Id);
    }

    // Once, when both are there: not with every render.
    private void Cite()
    {
        if (_view.Stage == RunStage.Done)
            _citations = Citations.Find(Run.Question, _view.Text, Run.Given is null ? _notes?.Lines ?? [] : _given?.Notes ?? []);
    }

    private async Task FollowAsync()
    {
        var began = Time.GetTimestamp();
        try
        {
            await foreach (var happened in Registry.WatchAsync(Run.Id, Gone))
            {
                _view = _view.After(happened, Time.GetElapsedTime(began));
                _render.Trigger();
            }
            if (_view.Ended is not { } ended)
                return;
            Cite();
            await Ended.InvokeAsync(ended);
        }
        catch (OperationCanceledException) when (Gone.IsCancellationRequested)
        {
        }
        catch (KeyNotFoundException)
        {
            _lost = true;
            _render.Trigger();
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }
}

using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Answering.FollowUps;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Sleeping;
using SleepTime.Web.Components.Shared;
using SleepTime.Web.Hosting;

namespace SleepTime.Web.Components.Pages.Ask;

public sealed partial class AskPage : LiveComponent
{
    private readonly AskForm _form = new();
    private Loader<AskView> _view = null!;
    private DoublePress _presses = null!;
    private (AskAddress Address, string? Question)? _read;
    private string? _problem;
    private bool _sending;
    private bool _reveal;

    [Inject]
    private Asker Asker { get; set; } = null!;

    [Inject]
    private AnswerService Answers { get; set; } = null!;

    [Inject]
    private ContextService Contexts { get; set; } = null!;

    [Inject]
    private NotesService Notes { get; set; } = null!;

    [Inject]
    private RunHistory History { get; set; } = null!;

    [Inject]
    private ThreadReader Threads { get; set; } = null!;

    [Inject]
    private ModelHost Host { get; set; } = null!;

    [Inject]
    private IJSRuntime JS { get; set; } = null!;

    [Inject]
    private SleepQueue Sleep { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "context")]
    public string? ContextId { get; set; }

    [SupplyParameterFromQuery(Name = "comparison")]
    public string? ComparisonId { get; set; }

    /// <summary>A single run, asked in one mode only.</summary>
    [SupplyParameterFromQuery(Name = "run")]
    public string? RunId { get; set; }

    /// <summary>A question to begin with, from a suggestion elsewhere.</summary>
    [SupplyParameterFromQuery(Name = "question")]
    public string? Question { get; set; }

    /// <summary>A run that is about to be followed up.</summary>
    [SupplyParameterFromQuery(Name = "follows")]
    public string? FollowsId { get; set; }

    private AskAddress Address => new(AddressValue.Id(ContextId), AddressValue.Id(ComparisonId), AddressValue.Id(RunId), AddressValue.Id(FollowsId));

    // Followed is only what the page shows as followed: it may be gone by now, or belong to a context that was left.
    private Run? Followed => _view.Value?.Thread is [.., var last] ? last.FirstOrDefault(run => run.Id == _form.FollowsRunId) : null;

    private bool? CarriesTurns => Host.Status.Hosted?.Prompts.CarriesTurns;

    protected override void OnInitialized()
    {
        var reader = new AskViewReader(Contexts, Notes, History, Threads);
        _view = new("The question could not be read", cancellationToken => reader.ReadAsync(Address, _view.Value, cancellationToken));
        _presses = new(Time);
        RefreshOn(ConcernsWhatIsShown, ListInterval, ReloadAsync);
        RefreshOn(activity => activity is SleepQueueChanged, ListInterval, () => Task.CompletedTask); // whether it is paused
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_read == (Address, Question))
            return;
        _read = (Address, Question);
        _problem = null;
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        await _view.LoadAsync();
        if (_view.Value is { Runs.Count: > 0 } view)
            _form.Take(view.Runs);
        else if (_view.Value is { Thread: [.., var followed] } && FollowsId is not null)
            await FollowUpAsync(followed);
        else
            _form.Begin(Question, _view.Value?.Context?.Id);
    }

    // Where it is shown already, the form may hold something else by now.
    private Task RetryAsync() => _view.Value?.Address == Address ? ReloadAsync() : ReadAsync();

    private bool ConcernsWhatIsShown(ActivityEvent activity) => activity switch
    {
        ContextChanged changed => changed.ContextId == _view.Value?.Context?.Id,
        FeedbackChanged changed => _view.Value is { Runs.Count: > 0 } view && (changed.ContextId is null || changed.ContextId == view.Context?.Id),
        RunChanged changed => _view.Value?.Runs.Any(run => run.Id == changed.RunId) == true, // it may be deleted
        _ => false,
    };

    private async Task ReloadAsync()
    {
        if (_view.Value?.Address != Address)
            return; // another question is being read, which must not be given up for this one
        await _view.LoadAsync();
        if (_view.Value is { Runs: [var run, ..] })
            _form.Renew(run);
    }

    protected override ValueTask OnDisposingAsync()
    {
        _view.Dispose();
        return ValueTask.CompletedTask;
    }
}

using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Answering.Feedback;
using SleepTime.Engine.Contexts;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Ask;

/// <summary>The answers to one question, side by side, what they differ in, and what people think of them.</summary>
public sealed partial class AnswersView : LiveComponent
{
    private readonly Dictionary<AnswerMode, Run> _ended = [];
    private ElementReference _section;
    private Loader<AnswersFeedback> _feedback = null!;
    private string? _problem;

    [Inject]
    private RunRegistry Registry { get; set; } = null!;

    [Inject]
    private RunHistory History { get; set; } = null!;

    [Inject]
    private FeedbackService Feedback { get; set; } = null!;

    [Inject]
    private VoteService Votes { get; set; } = null!;

    [Inject]
    private IDialogService DialogService { get; set; } = null!;

    [Inject]
    private IJSRuntime JS { get; set; } = null!;

    [Parameter, EditorRequired]
    public required IReadOnlyList<Run> Runs { get; set; }

    [Parameter, EditorRequired]
    public required ContextDetails Context { get; set; }

    /// <summary>What was asked on the context before.</summary>
    [Parameter]
    public Run? Earlier { get; set; }

    /// <summary>What was asked on the context after.</summary>
    [Parameter]
    public Run? Later { get; set; }

    /// <summary>Bring the answers into view: on a phone they begin below the form.</summary>
    [Parameter]
    public bool Reveal { get; set; }

    [Parameter]
    public EventCallback AskAgain { get; set; }

    [Parameter]
    public EventCallback AskStale { get; set; }

    /// <summary>Change the settings first.</summary>
    [Parameter]
    public EventCallback AskOtherwise { get; set; }

    private string ExportUrl(string format) =>
        Runs[0].ComparisonId is { } comparison ? DashboardUrls.ComparisonExport(comparison, format) : DashboardUrls.RunExport(Runs[0].Id, format);

    private AnswersFeedback Shown => _feedback.Value ?? AnswersFeedback.None with { Expected = Runs[0].ExpectedAnswer };

    private string? Problem => _problem ?? _feedback.Failure;

    // As a person gave it, else as the sample knows it.
    private string? Expected =>
        Shown.Expected ?? Context.SuggestedQuestions.FirstOrDefault(question => question.Text == Runs[0].Question)?.ExpectedAnswer;

    private IReadOnlyList<Run> Latest => [.. Runs.Select(run => EndedIn(run.Mode) ?? run)];

    private bool IsHidden => BlindSides.AreHidden(Latest, Shown.Vote is not null);

    private bool CanVote => Runs.Count == 2 && _ended.Count == 2 && _ended.Values.All(run => run.State == RunState.Completed);

    protected override async Task OnInitializedAsync()
    {
        var reader = new AnswersFeedbackReader(Votes, Feedback, History);
        _feedback = new("Votes and ratings could not be read", cancellationToken => reader.ReadAsync(Context.Id, Runs, cancellationToken));
        RefreshOn(activity => activity is FeedbackChanged changed && (changed.ContextId is null || changed.ContextId == Context.Id), ListInterval, _feedback.LoadAsync);
        await _feedback.LoadAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender || !Reveal)
            return;
        var module = await JS.InvokeAsync<IJSObjectReference>("import", "./js/reveal.js");
        await module.InvokeVoidAsync("reveal", _section);
        await module.DisposeQuietlyAsync();
    }

    private Run? EndedIn(AnswerMode mode) => _ended.GetValueOrDefault(mode);

    private bool? RatingOf(Run run) => Shown.Ratings.TryGetValue(run.Id, out var good) ? good : null;

    private void OnEnded(Run run) => _ended[run.Mode] = run;

    private void StopAll()
    {
        foreach (var run in Runs)
            Registry.Cancel(run.Id);
    }

    private static string UrlOf(Run run) => DashboardUrls.Ask(run.ContextId, run.ComparisonId, run.ComparisonId is null ? run.Id : null);

    protected override ValueTask OnDisposingAsync()
    {
        _feedback.Dispose();
        return ValueTask.CompletedTask;
    }
}

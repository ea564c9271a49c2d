using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Answering.Feedback;
using SleepTime.Engine.Contexts;
using SleepTime.Web.Components.Shared;
using SleepTime.Web.Hosting;

namespace SleepTime.Web.Components.Pages.Ask;

/// <summary>The answers to one question, side by side, what they differ in, and what people think of them.</summary>
public sealed partial class AnswersView : LiveComponent
{
    private readonly Dictionary<AnswerMode, Run> _ended = [];
    private ElementReference _section;
    private AnswersFeedback _feedback = AnswersFeedback.None;
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

    // As a person gave it, else as the sample knows it.
    private string? Expected =>
        _feedback.Expected ?? Context.SuggestedQuestions.FirstOrDefault(question => question.Text == Runs[0].Question)?.ExpectedAnswer;

    private IReadOnlyList<Run> Latest => [.. Runs.Select(run => EndedIn(run.Mode) ?? run)];

    private bool IsHidden => BlindSides.AreHidden(Latest, _feedback.Vote is not null);

    private bool CanVote => Runs.Count == 2 && _ended.Count == 2 && _ended.Values.All(run => run.State == RunState.Completed);

    protected override async Task OnInitializedAsync()
    {
        _feedback = AnswersFeedback.None with { Expected = Runs[0].ExpectedAnswer };
        RefreshOn(activity => activity is FeedbackChanged changed && (changed.ContextId is null || changed.ContextId == Context.Id), ListInterval, ReadAsync);
        await ReadAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender || !Reveal)
            return;
        var module = await JS.InvokeAsync<IJSObjectReference>("import", "./js/reveal.js");
        await module.InvokeVoidAsync("reveal", _section);
        await module.DisposeQuietlyAsync();
    }

    private async Task ReadAsync() => _feedback = new AnswersFeedback(
        Runs[0].ComparisonId is { } id ? await Votes.FindAsync(id, LocalUser.Name, Gone) : null,
        await Votes.CountAsync(Context.Id, Gone),
        await Votes.CountAsync(null, Gone),
        await Feedback.FindRatingsAsync([.. Runs.Select(run => run.Id)], LocalUser.Name, Gone),
        (await History.FindAsync(Runs[0].Id, Gone))?.ExpectedAnswer);

    private Run? EndedIn(AnswerMode mode) => _ended.GetValueOrDefault(mode);

    private bool? RatingOf(Run run) => _feedback.Ratings.TryGetValue(run.Id, out var good) ? good : null;

    private void OnEnded(Run run) => _ended[run.Mode] = run;

    private void StopAll()
    {
        foreach (var run in Runs)
            Registry.Cancel(run.Id);
    }

    private Task<bool> RateAsync(Run run, bool? good) => ChangeAsync(() => Feedback.RateAsync(run.Id, good, LocalUser.Name, Gone));

    private Task<bool> ExpectAsync(string expected) => ChangeAsync(async () => (await Feedback.ExpectAsync(Runs[0].Id, expected, Gone)).Count > 0);

    private Task<bool> VoteAsync(AnswerMode? preferred) => ChangeAsync(async () => await Votes.VoteAsync(Runs[0].ComparisonId!.Value, preferred, LocalUser.Name, Gone) is not null);

    private async Task CountAnewAsync()
    {
        if (await CountAnewDialog.AskAsync(DialogService) is { } scope)
        {
            await ChangeAsync(async () =>
            {
                await Votes.CountAnewAsync(scope == CountAnewDialog.CountScope.Context ? Context.Id : null, Gone);
                return true;
            });
        }
    }

    /// <param name="change">False when there is nothing left to change.</param>
    /// <returns>Whether it is stored.</returns>
    private async Task<bool> ChangeAsync(Func<Task<bool>> change)
    {
        _problem = null;
        try
        {
            if (!await change())
                _problem = "These answers were deleted meanwhile. Ask the question again.";
            await ReadAsync();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _problem = FailureWords.Describe(exception, "It could not be stored");
        }
        StateHasChanged();
        return _problem is null;
    }

    private static string UrlOf(Run run) => DashboardUrls.Ask(run.ContextId, run.ComparisonId, run.ComparisonId is null ? run.Id : null);
}

using Microsoft.AspNetCore.Components;
using MudBlazor;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Experiments;
using SleepTime.Engine.Experiments.Answers;
using SleepTime.Engine.Experiments.Figures;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Experiments;

public sealed partial class ExperimentPage : LiveComponent
{
    // Everything is added up anew; nobody reads charts faster than this.
    private static readonly TimeSpan FigureInterval = TimeSpan.FromSeconds(2);

    private Loader<ExperimentResults?> _results = null!;
    private (Guid Id, ExperimentAddress Shows)? _read;

    [Inject]
    private ExperimentService Experiments { get; set; } = null!;

    [Inject]
    private ExperimentReader Reader { get; set; } = null!;

    [Inject]
    private ExperimentAnswers Answers { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    [Parameter]
    public string Id { get; set; } = "";

    [SupplyParameterFromQuery(Name = "baseline")]
    public string? BaselineId { get; set; }

    [SupplyParameterFromQuery(Name = "arm")]
    public string? ArmKey { get; set; }

    [SupplyParameterFromQuery(Name = "verdict")]
    public string? Verdict { get; set; }

    [SupplyParameterFromQuery(Name = "different")]
    public string? Different { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public string? PageNumber { get; set; }

    private Guid ExperimentId => AddressValue.Id(Id) ?? Guid.Empty;

    private ExperimentAddress Shows => ExperimentAddress.Read(BaselineId, ArmKey, Verdict, Different, PageNumber);

    protected override void OnInitialized()
    {
        var reader = new ExperimentResultsReader(Experiments, Reader, Answers);
        _results = new("The experiment could not be read", token => reader.ReadAsync(ExperimentId, Shows, token));
        RefreshOn(activity => activity is SleepPolicyChanged || (activity is ExperimentChanged changed && (changed.ExperimentId == ExperimentId || changed.ExperimentId == Shows.Baseline)), FigureInterval, _results.LoadAsync);
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_read == (ExperimentId, Shows))
            return;
        if (_read is { } before && before.Id != ExperimentId)
            _results.Clear();
        _read = (ExperimentId, Shows);
        await _results.LoadAsync();
    }

    private void Show(ExperimentAddress shows) => Navigation.NavigateTo(DashboardUrls.Experiment(ExperimentId, shows), replace: true);

    private async Task CommandAsync(ExperimentView view, ExperimentCommand command)
    {
        if (await new ExperimentSteering(Experiments, Dialogs, Snackbar).RunAsync(view, command, Gone) && command == ExperimentCommand.Delete)
            Navigation.NavigateTo(DashboardUrls.ExperimentsPage);
        else
            await _results.LoadAsync();
    }

    private static string Waiting(ExperimentView view) => view.Experiment.State switch
    {
        ExperimentState.Running => "The model sleeps on the first texts. Answers are shown as they come.",
        ExperimentState.Queued => "It waits until the model is ready and the experiments before it have ended.",
        ExperimentState.Paused => "It is paused. Let it go on to see answers.",
        _ => "It ended before the first answer.",
    };

    private static string ArmsSay(ExperimentFigures figures) =>
        $"Means are over answers that did not fail. Cost is in tokens asleep: t = {figures.TestTokenPrice:0.##}, w = {figures.InputTokenPrice:0.##}, and the sleep of a context is shared by {figures.QuestionsPerContext:0.#} {(figures.QuestionsPerContext == 1 ? "question" : "questions")}.";

    protected override ValueTask OnDisposingAsync()
    {
        _results.Dispose();
        return ValueTask.CompletedTask;
    }
}

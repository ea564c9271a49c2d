using Microsoft.AspNetCore.Components;
using MudBlazor;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Answering.History;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Insights;
using SleepTime.Engine.Insights.Figures;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Insights;

public sealed partial class InsightsPage : LiveComponent
{
    // Sums over everything stored; nobody reads charts faster than this.
    private static readonly TimeSpan FigureInterval = TimeSpan.FromSeconds(2);
    private const string Failed = "This figure could not be read";

    private Loader<Amortization> _amortization = null!;
    private Loader<CostByQuestions> _cost = null!;
    private Loader<Spread> _tokens = null!;
    private Loader<Spread> _latency = null!;
    private Loader<FirstTokens> _firstTokens = null!;
    private Loader<DailyTokens> _daily = null!;
    private Loader<Predictability> _predictability = null!;
    private Loader<Accuracy> _accuracy = null!;
    private IReadOnlyList<string> _people = [];
    private IReadOnlyList<string> _models = [];
    private string? _contextTitle;
    private InsightsAddress? _read;

    [Inject]
    private InsightsReader Reader { get; set; } = null!;

    [Inject]
    private HistoryReader History { get; set; } = null!;

    [Inject]
    private ContextService Contexts { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "context")]
    public string? ContextId { get; set; }

    [SupplyParameterFromQuery(Name = "person")]
    public string? Person { get; set; }

    [SupplyParameterFromQuery(Name = "model")]
    public string? Model { get; set; }

    [SupplyParameterFromQuery(Name = "from")]
    public string? From { get; set; }

    [SupplyParameterFromQuery(Name = "to")]
    public string? To { get; set; }

    private InsightsAddress Filters => InsightsAddress.Read(ContextId, Person, Model, From, To);

    protected override void OnInitialized()
    {
        _amortization = new(Failed, token => Reader.AmortizationAsync(Filters.ToFilter(), token));
        _cost = new(Failed, token => Reader.CostByQuestionsAsync(Filters.ToFilter(), token));
        _tokens = new(Failed, token => Reader.SpreadAsync(Filters.ToFilter(), Measure.CompletionTokens, token));
        _latency = new(Failed, token => Reader.SpreadAsync(Filters.ToFilter(), Measure.Latency, token));
        _firstTokens = new(Failed, token => Reader.FirstTokensAsync(Filters.ToFilter(), token));
        _daily = new(Failed, token => Reader.DailyTokensAsync(Filters.ToFilter(), token));
        _predictability = new(Failed, token => Reader.PredictabilityAsync(Filters.ToFilter(), token));
        _accuracy = new(Failed, token => Reader.AccuracyAsync(Filters.ToFilter(), token));
        RefreshOn(activity => activity is RunChanged or JobChanged or ContextChanged or FeedbackChanged or PricesChanged or SleepPolicyChanged, FigureInterval, LoadAsync);
    }

    protected override async Task OnParametersSetAsync()
    {
        var filters = Filters;
        if (_read == filters)
            return;
        _read = filters;
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        await Task.WhenAll(
            _amortization.LoadAsync(), _cost.LoadAsync(), _tokens.LoadAsync(), _latency.LoadAsync(),
            _firstTokens.LoadAsync(), _daily.LoadAsync(), _predictability.LoadAsync(), _accuracy.LoadAsync());
        _people = await History.OwnersAsync(Gone);
        _models = await Reader.ModelsAsync(Gone);
        _contextTitle = Filters.ContextId is { } id ? (await Contexts.FindAsync(id, Gone))?.Title : null;
    }

    private void Choose(InsightsAddress filters) => Navigation.NavigateTo(DashboardUrls.Insights(filters), replace: true);

    private string File(FigureTable table, string format) => DashboardUrls.InsightsFile(Filters, table.Name, format);

    private Task OpenPricesAsync() => PricesDialog.ShowAsync(Dialogs);

    protected override ValueTask OnDisposingAsync()
    {
        foreach (IDisposable loader in (IDisposable[])[_amortization, _cost, _tokens, _latency, _firstTokens, _daily, _predictability, _accuracy])
            loader.Dispose();
        return ValueTask.CompletedTask;
    }
}

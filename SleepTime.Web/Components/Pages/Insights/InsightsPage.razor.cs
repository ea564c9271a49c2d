using Microsoft.AspNetCore.Components;
using MudBlazor;
using SleepTime.Engine.Insights.Figures;
using SleepTime.Web.Components.Shared;
using SleepTime.Web.Live;

namespace SleepTime.Web.Components.Pages.Insights;

public sealed partial class InsightsPage : LiveComponent
{
    private const string Failed = "This figure could not be read";

    private Loader<Amortization> _amortization = null!;
    private Loader<CostByQuestions> _cost = null!;
    private Loader<Spread> _tokens = null!;
    private Loader<Spread> _latency = null!;
    private Loader<FirstTokens> _firstTokens = null!;
    private Loader<DailyTokens> _daily = null!;
    private Loader<Predictability> _predictability = null!;
    private Loader<Accuracy> _accuracy = null!;
    private Loader<FilterChoices> _choices = null!;
    private InsightsAddress? _read;
    private bool _isFiltered;
    private CoalescingTimer _refresh = null!;
    private InsightsView? _view;

    [Inject]
    private InsightsBoard Board { get; set; } = null!;

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
        _amortization = Figure(reading => reading.Amortization);
        _cost = Figure(reading => reading.Cost);
        _tokens = Figure(reading => reading.Tokens);
        _latency = Figure(reading => reading.Latency);
        _firstTokens = Figure(reading => reading.FirstTokens);
        _daily = Figure(reading => reading.Daily);
        _predictability = Figure(reading => reading.Predictability);
        _accuracy = Figure(reading => reading.Accuracy);
        _choices = new("What figures can be filtered by could not be read", async token =>
        {
            var contextId = Filters.ContextId; // of the same filters as what is read
            var reading = await _view!.ReadAsync(token);
            return new FilterChoices(await reading.People, await reading.Models, contextId, await reading.ContextTitle);
        });
        _refresh = Coalesce(ListInterval, LoadAsync);
    }

    protected override async Task OnParametersSetAsync()
    {
        var filters = Filters;
        if (_read == filters)
            return;
        _read = filters;
        _view?.Dispose();
        _view = Board.Watch(filters.ToFilter(), _refresh.Trigger); // first, so that nothing is missed that happens while it is read
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        await Task.WhenAll(
            _amortization.LoadAsync(), _cost.LoadAsync(), _tokens.LoadAsync(), _latency.LoadAsync(),
            _firstTokens.LoadAsync(), _daily.LoadAsync(), _predictability.LoadAsync(), _accuracy.LoadAsync(), _choices.LoadAsync());
        // Until here the page shows what was read before, through the filters of then.
        _isFiltered = Filters.IsFiltered;
    }

    private Loader<T> Figure<T>(Func<InsightsReading, Task<T>> figure) => new(Failed, async token => await figure(await _view!.ReadAsync(token)));

    private void Choose(InsightsAddress filters) => Navigation.NavigateTo(DashboardUrls.Insights(filters), replace: true);

    private string File(FigureTable table, string format) => DashboardUrls.InsightsFile(Filters, table.Name, format);

    private Task OpenPricesAsync() => PricesDialog.ShowAsync(Dialogs);

    private sealed record FilterChoices(IReadOnlyList<string> People, IReadOnlyList<string> Models, Guid? ContextId, string? ContextTitle);

    protected override ValueTask OnDisposingAsync()
    {
        _view?.Dispose();
        foreach (IDisposable loader in (IDisposable[])[_amortization, _cost, _tokens, _latency, _firstTokens, _daily, _predictability, _accuracy, _choices])
            loader.Dispose();
        return ValueTask.CompletedTask;
    }
}

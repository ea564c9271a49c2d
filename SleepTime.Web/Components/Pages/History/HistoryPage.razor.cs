using Microsoft.AspNetCore.Components;
using MudBlazor;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Answering.History;
using SleepTime.Engine.Contexts;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.History;

public sealed partial class HistoryPage : LiveComponent
{
    private Loader<HistoryView> _view = null!;
    private HistoryAddress? _read;
    private long? _upTo;

    [Inject]
    private HistoryReader Reader { get; set; } = null!;

    [Inject]
    private HistoryCleaner Cleaner { get; set; } = null!;

    [Inject]
    private ContextService Contexts { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "q")]
    public string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "context")]
    public string? ContextId { get; set; }

    [SupplyParameterFromQuery(Name = "mode")]
    public string? Mode { get; set; }

    [SupplyParameterFromQuery(Name = "person")]
    public string? Person { get; set; }

    [SupplyParameterFromQuery(Name = "state")]
    public string? State { get; set; }

    [SupplyParameterFromQuery(Name = "from")]
    public string? From { get; set; }

    [SupplyParameterFromQuery(Name = "to")]
    public string? To { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public string? PageNumber { get; set; }

    private HistoryAddress Filters => HistoryAddress.Read(Search, ContextId, Mode, Person, State, From, To, AddressValue.Page(PageNumber));

    protected override void OnInitialized()
    {
        var reader = new HistoryViewReader(Reader, Contexts);
        _view = new("The history could not be read", cancellationToken => reader.ReadAsync(Filters, _upTo, cancellationToken));
        RefreshOn(activity => activity is RunChanged or ContextChanged or FeedbackChanged, ListInterval, LoadAsync);
    }

    protected override async Task OnParametersSetAsync()
    {
        var filters = Filters;
        if (_read == filters)
            return;
        // Other pages of the same rows stay pages of the same rows; another filter begins anew.
        if (_read is not null && _read with { Page = 1 } != filters with { Page = 1 })
            _upTo = null;
        _read = filters;
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        await _view.LoadAsync();
        // Where nothing is shown, nothing can be moved.
        _upTo = _view.Value is { Rows.Total: > 0 } view ? view.UpTo : null;
    }

    private void Choose(HistoryAddress filters) => Navigation.NavigateTo(DashboardUrls.History(filters with { Page = 1 }), replace: true);

    private Task ShowNewerAsync()
    {
        _upTo = null;
        if (Filters.Page == 1)
            return LoadAsync();
        Navigation.NavigateTo(DashboardUrls.History(Filters with { Page = 1 }));
        return Task.CompletedTask;
    }

    private async Task DeleteAsync(HistoryRow row)
    {
        if (!await ConfirmDialog.ShowAsync(Dialogs, "Delete this question?", HistoryWords.DeleteWarning(row), "Delete it", "Keep it"))
            return;
        try
        {
            _ = row.IsComparison ? await Cleaner.DeleteComparisonAsync(row.Id, Gone) : await Cleaner.DeleteRunAsync(row.Id, Gone);
            Snackbar.Add("The question was deleted.", Severity.Normal);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Snackbar.Add(FailureWords.Describe(exception, "The question could not be deleted"), Severity.Error);
        }
        await LoadAsync();
    }

    protected override ValueTask OnDisposingAsync()
    {
        _view.Dispose();
        return ValueTask.CompletedTask;
    }
}

using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using MudBlazor;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Sleeping;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Contexts;

public sealed partial class ContextsPage : LiveComponent
{
    private const int PageSize = 25;
    private Loader<Page<ContextSummary>> _contexts = null!;
    private (string? Search, int Page) _read;

    [Inject]
    private ContextService Contexts { get; set; } = null!;

    [Inject]
    private ModelHost Model { get; set; } = null!;

    [Inject]
    private SleepQueue Sleep { get; set; } = null!;

    [Inject]
    private IOptions<UploadOptions> Upload { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "search")]
    public string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public string? PageNumber { get; set; }

    private int Page => AddressValue.Page(PageNumber);

    protected override void OnInitialized()
    {
        _contexts = new("The contexts could not be read", cancellationToken => ListPages.OrLastAsync(
            Page, PageSize, page => Contexts.ListAsync(page, PageSize, Search, cancellationToken)));
        RefreshOn(activity => activity is ContextChanged or RunChanged or ModelChanged or SleepQueueChanged, ListInterval, _contexts.LoadAsync);
    }

    protected override Task OnParametersSetAsync()
    {
        if (_contexts.HasValue && _read == (Search, Page))
            return Task.CompletedTask;
        _read = (Search, Page);
        return _contexts.LoadAsync();
    }

    private void SearchFor(string? text) => Navigation.NavigateTo(DashboardUrls.ContextList(text?.Trim(), 1), replace: true);

    private async Task PasteAsync()
    {
        if (await PasteDialog.ShowAsync(Dialogs) is { } id)
            Navigation.NavigateTo(DashboardUrls.Context(id));
    }

    private async Task DeleteAsync(ContextSummary context)
    {
        if (!await DeleteContextDialog.ConfirmAsync(Dialogs, context.Title, context.NoteCount, context.RunCount))
            return;
        try
        {
            await Contexts.DeleteAsync(context.Id, Gone);
            Snackbar.Add($"“{context.Title}” was deleted.", Severity.Normal);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Snackbar.Add(FailureWords.Describe(exception, $"“{context.Title}” could not be deleted"), Severity.Error);
        }
        await _contexts.LoadAsync();
    }

    protected override ValueTask OnDisposingAsync()
    {
        _contexts.Dispose();
        return ValueTask.CompletedTask;
    }
}

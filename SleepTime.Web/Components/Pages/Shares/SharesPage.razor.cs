using Microsoft.AspNetCore.Components;
using MudBlazor;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Sharing;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Shares;

public sealed partial class SharesPage : LiveComponent
{
    private const int PageSize = 25;

    private Loader<Page<ShareView>> _shares = null!;
    private int? _read;

    [Inject]
    private ShareService Shares { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "page")]
    public string? PageNumber { get; set; }

    private int Number => AddressValue.Page(PageNumber);

    protected override void OnInitialized()
    {
        _shares = new("The links could not be read", cancellationToken => Shares.ListAsync(Number, PageSize, cancellationToken));
        // What was shared may be deleted, which the list tells.
        RefreshOn(activity => activity is SharesChanged or ContextChanged or RunChanged, ListInterval, _shares.LoadAsync);
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_read == Number)
            return;
        _read = Number;
        await _shares.LoadAsync();
    }

    private async Task RevokeAsync(ShareView share)
    {
        if (!await ConfirmDialog.ShowAsync(
                Dialogs, "Revoke this link?", $"“{share.Title}” no longer opens for whoever has the link, at once and for good. To give it out again, share anew.",
                "Revoke it", "Keep it"))
            return;
        try
        {
            Snackbar.Add(await Shares.RevokeAsync(share.Id, Gone) ? "The link was revoked." : "The link is gone already.", Severity.Normal);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Snackbar.Add(FailureWords.Describe(exception, "The link could not be revoked"), Severity.Error);
        }
        await _shares.LoadAsync();
    }

    protected override ValueTask OnDisposingAsync()
    {
        _shares.Dispose();
        return ValueTask.CompletedTask;
    }
}

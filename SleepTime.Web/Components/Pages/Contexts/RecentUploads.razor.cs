using Microsoft.AspNetCore.Components;
using MudBlazor;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Contexts.Uploads;
using SleepTime.Engine.ModelHosting;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Contexts;

/// <summary>The files that the server has taken, of everybody, with where each stands. A reload or a restart changes nothing about them.</summary>
public sealed partial class RecentUploads : LiveComponent
{
    private const int Step = 10;
    private Loader<Shown> _uploads = null!;
    private int _count = Step;

    [Inject]
    private UploadService Uploads { get; set; } = null!;

    [Inject]
    private ModelHost Model { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    protected override Task OnInitializedAsync()
    {
        _uploads = new("The uploads could not be read", ReadAsync);
        RefreshOn(activity => activity is UploadChanged or ModelChanged or ContextChanged, ListInterval, _uploads.LoadAsync);
        return _uploads.LoadAsync();
    }

    private async Task<Shown> ReadAsync(CancellationToken cancellationToken) =>
        new(await Uploads.CountAsync(cancellationToken), await Uploads.ListAsync(1, _count, cancellationToken));

    private Task ShowMoreAsync()
    {
        _count += 5 * Step;
        return _uploads.LoadAsync();
    }

    private Task RetryAsync(Upload upload, bool storesDuplicate) => ActAsync($"“{upload.FileName}” could not be tried again", async () =>
    {
        if (!await Uploads.RetryAsync(upload.Id, storesDuplicate, Gone))
            Snackbar.Add($"“{upload.FileName}” is no longer kept. Choose the file anew.", Severity.Warning);
    });

    private async Task DeleteAsync(Upload upload)
    {
        // The list is everybody's: the file may be somebody else's, who waits for it.
        if (upload.HasBytes && !await ConfirmDialog.ShowAsync(
                Dialogs, $"Delete “{upload.FileName}”?", $"The {SizeWords.Of(upload.Size)} go from the server’s disk, and no context comes of them. Whoever sent the file would have to send it again.", "Delete it", "Keep it"))
            return;
        await ActAsync($"“{upload.FileName}” could not be deleted", () => Uploads.DeleteAsync(upload.Id, Gone));
    }

    private Task ForgetStoredAsync() => ActAsync("The list could not be cleared", () => Uploads.ForgetStoredAsync(Gone));

    private async Task ActAsync(string whatFailed, Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Snackbar.Add(FailureWords.Describe(exception, whatFailed), Severity.Error);
        }
        await _uploads.LoadAsync();
    }

    protected override ValueTask OnDisposingAsync()
    {
        _uploads.Dispose();
        return ValueTask.CompletedTask;
    }

    private sealed record Shown(UploadCounts Counts, Page<UploadDetails> Page);
}

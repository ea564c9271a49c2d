using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using MudBlazor;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.ModelHosting;
using SleepTime.Web.Components.Shared;
using SleepTime.Web.Hosting;

namespace SleepTime.Web.Components.Pages.Contexts;

public sealed partial class PasteDialog
{
    // What was typed must not go with a key or a click beside it.
    private static readonly DialogOptions _options = new() { BackdropClick = false, CloseOnEscapeKey = false, CloseButton = false };

    private DraftGuard _guard = null!;
    private string? _title;
    private string? _text;
    private string? _problem;
    private DuplicateTextException? _duplicate;
    private bool _storing;
    private bool _stored;

    [Inject]
    private ContextService Contexts { get; set; } = null!;

    [Inject]
    private ModelHost Model { get; set; } = null!;

    [Inject]
    private IOptions<UploadOptions> Upload { get; set; } = null!;

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    private bool HasText => !string.IsNullOrWhiteSpace(_text);

    /// <returns>The context that was made; null when it was left.</returns>
    public static async Task<Guid?> ShowAsync(IDialogService dialogs)
    {
        var dialog = await dialogs.ShowAsync<PasteDialog>("Paste a text", _options);
        return await dialog.Result is { Canceled: false, Data: Guid id } ? id : null;
    }

    private async Task CancelAsync()
    {
        if (await _guard.MayDiscardAsync())
            Dialog.Cancel();
    }

    private async Task StoreAsync(bool storesDuplicate)
    {
        _storing = true;
        try
        {
            var stored = await Contexts.CreateAsync(_title, _text ?? "", LocalUser.Name, storesDuplicate, CancellationToken.None);
            _stored = true;
            _guard.Forget();
            Dialog.Close(DialogResult.Ok(stored.Id));
        }
        catch (DuplicateTextException duplicate)
        {
            (_duplicate, _problem) = (duplicate, null);
        }
        catch (Exception exception)
        {
            _duplicate = null;
            _problem = UploadLimits.Refusal(FailureWords.Describe(exception, "The text could not be stored"), _text, Upload.Value);
        }
        finally
        {
            _storing = false;
        }
    }
}

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
    private string? _title;
    private string? _text;
    private string? _problem;
    private DuplicateTextException? _duplicate;
    private bool _storing;

    [Inject]
    private ContextService Contexts { get; set; } = null!;

    [Inject]
    private ModelHost Model { get; set; } = null!;

    [Inject]
    private IOptions<UploadOptions> Upload { get; set; } = null!;

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    private async Task StoreAsync(bool storesDuplicate)
    {
        _storing = true;
        try
        {
            var stored = await Contexts.CreateAsync(_title, _text ?? "", LocalUser.Name, storesDuplicate, CancellationToken.None);
            Dialog.Close(DialogResult.Ok(stored.Id));
        }
        catch (DuplicateTextException duplicate)
        {
            (_duplicate, _problem) = (duplicate, null);
        }
        catch (Exception exception)
        {
            _duplicate = null;
            _problem = FailureWords.Describe(exception, "The text could not be stored");
        }
        finally
        {
            _storing = false;
        }
    }
}

using Microsoft.AspNetCore.Components;
using MudBlazor;
using SleepTime.Engine.Contexts;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Contexts;

/// <summary>Gives a context another title.</summary>
public sealed partial class RenameContextDialog
{
    private string? _title;
    private string? _problem;
    private bool _saving;

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [Inject]
    private ContextService Contexts { get; set; } = null!;

    [Parameter, EditorRequired]
    public required Guid ContextId { get; set; }

    [Parameter, EditorRequired]
    public required string Title { get; set; }

    public static Task ShowAsync(IDialogService dialogs, Guid contextId, string title) => dialogs.ShowAsync<RenameContextDialog>(
        "Rename the context", new DialogParameters<RenameContextDialog> { { dialog => dialog.ContextId, contextId }, { dialog => dialog.Title, title } });

    protected override void OnInitialized() => _title = Title;

    private async Task SaveAsync()
    {
        if (_saving)
            return;
        (_saving, _problem) = (true, null);
        try
        {
            if (await Contexts.RenameAsync(ContextId, _title ?? "", CancellationToken.None))
                Dialog.Close();
            else
                _problem = "The context was deleted meanwhile.";
        }
        catch (Exception exception)
        {
            _problem = FailureWords.Describe(exception, "The title could not be saved");
        }
        finally
        {
            _saving = false;
        }
    }
}

using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace SleepTime.Web.Components.Shared;

/// <summary>Asks before something is lost. The focus begins on the button that loses nothing, so that Enter alone does no harm.</summary>
public sealed partial class ConfirmDialog
{
    // Its own way back is the first button there is, and gets the focus.
    private static readonly DialogOptions _options = new() { CloseButton = false };

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [Parameter, EditorRequired]
    public required string Message { get; set; }

    /// <summary>The words of the button that goes on with it.</summary>
    [Parameter, EditorRequired]
    public required string Lose { get; set; }

    /// <summary>The words of the way back.</summary>
    [Parameter, EditorRequired]
    public required string Keep { get; set; }

    /// <summary>It can be undone, so that its button does not warn.</summary>
    [Parameter]
    public bool LosesNothing { get; set; }

    /// <returns>Whether to go on.</returns>
    public static async Task<bool> ShowAsync(IDialogService dialogs, string title, string message, string lose, string keep, bool losesNothing = false)
    {
        var parameters = new DialogParameters<ConfirmDialog>
        {
            { dialog => dialog.Message, message }, { dialog => dialog.Lose, lose }, { dialog => dialog.Keep, keep }, { dialog => dialog.LosesNothing, losesNothing },
        };
        var asked = await dialogs.ShowAsync<ConfirmDialog>(title, parameters, _options);
        return await asked.Result is { Canceled: false };
    }
}

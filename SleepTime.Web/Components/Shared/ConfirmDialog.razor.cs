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

    /// <returns>Whether to go on.</returns>
    public static async Task<bool> ShowAsync(IDialogService dialogs, string title, string message, string lose, string keep)
    {
        var asked = await dialogs.ShowAsync<ConfirmDialog>(
            title, new DialogParameters<ConfirmDialog> { { dialog => dialog.Message, message }, { dialog => dialog.Lose, lose }, { dialog => dialog.Keep, keep } }, _options);
        return await asked.Result is { Canceled: false };
    }
}

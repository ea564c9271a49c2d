using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;

namespace SleepTime.Web.Components.Shared;

/// <summary>
/// Gives the focus to what was drawn. By the time that the browser hears of it the element may have gone, or the browser
/// itself, and that is no failure.
/// </summary>
public static class QuietFocus
{
    public static Task FocusQuietlyAsync(this ElementReference element) => QuietlyAsync(() => element.FocusAsync());

    public static Task FocusQuietlyAsync(this MudBaseButton button) => QuietlyAsync(() => button.FocusAsync());

    private static async Task QuietlyAsync(Func<ValueTask> focus)
    {
        try
        {
            await focus();
        }
        catch (Exception exception) when (exception is JSException or JSDisconnectedException or OperationCanceledException)
        {
        }
    }
}

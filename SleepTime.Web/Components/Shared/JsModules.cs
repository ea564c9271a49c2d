using Microsoft.JSInterop;

namespace SleepTime.Web.Components.Shared;

public static class JsModules
{
    /// <summary>
    /// Lets go of a component's script module. When the browser is gone already there is nothing to tell it, and that
    /// is no failure.
    /// </summary>
    public static async ValueTask DisposeQuietlyAsync(this IJSObjectReference? module, string? leaving = null, params object?[] arguments)
    {
        if (module is null)
            return;
        try
        {
            if (leaving is not null)
                await module.InvokeVoidAsync(leaving, arguments);
            await module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
        }
        catch (OperationCanceledException)
        {
        }
    }
}

using Microsoft.JSInterop;

namespace SleepTime.Web.Components.Shared;

public static class JsModules
{
    /// <summary>Fetches a component's script module.</summary>
    /// <param name="isGone">Whether the component has gone away.</param>
    /// <returns>Null when it went while the script was on its way: nothing may be called for it any more.</returns>
    public static async Task<IJSObjectReference?> ImportAsync(this IJSRuntime js, string path, Func<bool> isGone)
    {
        var module = await js.InvokeAsync<IJSObjectReference>("import", path);
        if (!isGone())
            return module;
        await module.DisposeQuietlyAsync();
        return null;
    }

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

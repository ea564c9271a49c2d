using Microsoft.JSInterop;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Layout;

/// <summary>Light or dark: what a person chose in this browser, else what the system prefers. Belongs to one circuit.</summary>
public sealed class Appearance(IJSRuntime js, Func<Task> changed) : IAsyncDisposable
{
    private IJSObjectReference? _module;
    private DotNetObjectReference<Appearance>? _self;

    public ThemeChoice Choice { get; private set; }

    /// <summary>Null until the browser has told: nothing is drawn before, so that no page flashes up in the wrong colours.</summary>
    public bool? IsDark { get; private set; }

    public async Task WatchAsync()
    {
        _self = DotNetObjectReference.Create(this);
        try
        {
            _module = await js.InvokeAsync<IJSObjectReference>("import", "./js/theme.js");
            await _module.InvokeVoidAsync("watch", _self);
        }
        catch (JSException)
        {
            // Without the script the pages are light; that is better than none.
            await OnAppearance(nameof(ThemeChoice.System), isDark: false);
        }
    }

    public async Task ChooseAsync(ThemeChoice choice)
    {
        if (_module is not null)
            await _module.InvokeVoidAsync("choose", choice.ToString().ToLowerInvariant());
    }

    [JSInvokable]
    public Task OnAppearance(string choice, bool isDark)
    {
        Choice = Enum.TryParse<ThemeChoice>(choice, ignoreCase: true, out var known) ? known : ThemeChoice.System;
        IsDark = isDark;
        return changed();
    }

    public async ValueTask DisposeAsync()
    {
        await _module.DisposeQuietlyAsync("unwatch");
        _self?.Dispose();
    }
}

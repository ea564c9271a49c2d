using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Layout;

/// <summary>Light, dark, or as the system; kept in the browser.</summary>
public sealed partial class ThemeMenu : IAsyncDisposable
{
    private IJSObjectReference? _module;
    private DotNetObjectReference<ThemeMenu>? _self;
    private ThemeChoice _choice;

    [Inject]
    private IJSRuntime JS { get; set; } = null!;

    [Parameter]
    public EventCallback<bool> IsDarkChanged { get; set; }

    private string CurrentIcon => IconOf(_choice);

    [JSInvokable]
    public Task OnAppearance(string choice, bool isDark)
    {
        _choice = Enum.TryParse<ThemeChoice>(choice, ignoreCase: true, out var known) ? known : ThemeChoice.System;
        StateHasChanged();
        return IsDarkChanged.InvokeAsync(isDark);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        _self = DotNetObjectReference.Create(this);
        _module = await JS.InvokeAsync<IJSObjectReference>("import", "./js/theme.js");
        await _module.InvokeVoidAsync("watch", _self);
    }

    private async Task ChooseAsync(ThemeChoice choice)
    {
        if (_module is not null)
            await _module.InvokeVoidAsync("choose", choice.ToString().ToLowerInvariant());
    }

    private static string Label(ThemeChoice choice) => choice switch
    {
        ThemeChoice.Light => "Light",
        ThemeChoice.Dark => "Dark",
        _ => "As the system",
    };

    private static string IconOf(ThemeChoice choice) => choice switch
    {
        ThemeChoice.Light => Icons.Material.Outlined.LightMode,
        ThemeChoice.Dark => Icons.Material.Outlined.DarkMode,
        _ => Icons.Material.Outlined.Contrast,
    };

    public async ValueTask DisposeAsync()
    {
        await _module.DisposeQuietlyAsync("unwatch");
        _self?.Dispose();
    }
}

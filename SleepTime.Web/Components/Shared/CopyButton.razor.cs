using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;

namespace SleepTime.Web.Components.Shared;

public sealed partial class CopyButton : IAsyncDisposable
{
    private static readonly TimeSpan Thanks = TimeSpan.FromSeconds(2);
    private readonly CancellationTokenSource _gone = new();
    private IJSObjectReference? _module;
    private bool _copied;

    [Inject]
    private IJSRuntime JS { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    [Parameter, EditorRequired]
    public required string Text { get; set; }

    [Parameter, EditorRequired]
    public required string Label { get; set; }

    private async Task CopyAsync()
    {
        try
        {
            _module ??= await JS.InvokeAsync<IJSObjectReference>("import", "./js/clipboard.js");
            await _module.InvokeVoidAsync("copy", Text);
        }
        catch (JSException)
        {
            Snackbar.Add("The browser did not allow copying. Select the text and copy it by hand.", Severity.Warning);
            return;
        }

        _copied = true;
        StateHasChanged();
        await Task.Delay(Thanks, Time, _gone.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        _copied = false;
    }

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        await _module.DisposeQuietlyAsync();
    }
}

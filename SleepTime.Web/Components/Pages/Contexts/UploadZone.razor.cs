using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Contexts;

/// <summary>
/// Takes files by drop or choice. The browser posts them over HTTP, where a file may be larger than the live
/// connection could carry, and reports here.
/// </summary>
public sealed partial class UploadZone : IAsyncDisposable
{
    private readonly UploadList _list = new();
    private ElementReference _zone;
    private IJSObjectReference? _module;
    private IJSObjectReference? _uploads;
    private DotNetObjectReference<UploadZone>? _self;

    [Inject]
    private IJSRuntime JS { get; set; } = null!;

    /// <summary>What is accepted, in words, before anything is sent.</summary>
    [Parameter, EditorRequired]
    public required string Limits { get; set; }

    [JSInvokable]
    public void OnAdded(int id, string name, long size)
    {
        _list.Add(id, name, size);
        StateHasChanged();
    }

    [JSInvokable]
    public void OnProgress(int id, int percent)
    {
        _list.Progress(id, percent);
        StateHasChanged();
    }

    [JSInvokable]
    public void OnFinished(int id, int status, string body)
    {
        _list.Finish(id, status, body);
        StateHasChanged();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        _self = DotNetObjectReference.Create(this);
        _module = await JS.InvokeAsync<IJSObjectReference>("import", "./js/upload.js");
        _uploads = await _module.InvokeAsync<IJSObjectReference>("attach", _zone, _self);
    }

    private async Task RetryAsync(int id)
    {
        if (_uploads is null)
            return;
        _list.Retry(id);
        await _uploads.InvokeVoidAsync("retry", id);
    }

    public async ValueTask DisposeAsync()
    {
        await _uploads.DisposeQuietlyAsync("detach");
        await _module.DisposeQuietlyAsync();
        _self?.Dispose();
    }
}

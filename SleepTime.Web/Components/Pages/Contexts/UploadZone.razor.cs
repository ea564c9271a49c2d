using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Contexts.Extraction;
using SleepTime.Engine.ModelHosting;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Contexts;

/// <summary>
/// Takes files and folders by drop, choice or paste. The browser posts them over HTTP, where a file may be larger than
/// the live connection could carry, and reports here; once the server has one it is a row of the recent uploads. The browser
/// goes on while another page of ours is looked at; coming back finds what is not through.
/// </summary>
public sealed partial class UploadZone : IAsyncDisposable
{
    private const int MostShown = 10;
    private readonly SendingList _list = new();
    private string _accept = "";
    private ElementReference _zone;
    private IJSObjectReference? _module;
    private IJSObjectReference? _uploads;
    private DotNetObjectReference<UploadZone>? _self;
    private bool _gone;

    [Inject]
    private IJSRuntime JS { get; set; } = null!;

    /// <summary>What is accepted, shown and checked before anything is sent.</summary>
    [Parameter, EditorRequired]
    public required UploadOptions Limits { get; set; }

    [Parameter, EditorRequired]
    public required ModelStatus Model { get; set; }

    [JSInvokable]
    public void OnChosen(ChosenFile[] files)
    {
        _list.Add(files);
        StateHasChanged();
    }

    [JSInvokable]
    public void OnFound(FoundFile[] files)
    {
        _list.Find(files);
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

    protected override void OnInitialized() => _accept = string.Join(',', new DocumentTypes(Limits).Extensions);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        _self = DotNetObjectReference.Create(this);
        if (await JS.ImportAsync("./js/upload.js", () => _gone) is not { } module)
            return;
        _module = module;
        var uploads = await module.InvokeAsync<IJSObjectReference>("attach", _zone, _self, new
        {
            Limits.MaxFiles,
            Limits.MaxFileBytes,
            TooMany = $"At most {NumberWords.Of(Limits.MaxFiles, "file")} are taken at a time. Add this one after them.",
            MoreInFolder = $"It holds more files than the {NumberWords.Count(Limits.MaxFiles)} that are taken at a time: what is beyond them was not looked at. Drop the rest folder by folder.",
            Unreadable = "The browser could not read it. Check that it is still there and may be read, then add it again.",
            TooLarge = $"It is larger than the {SizeWords.Of(Limits.MaxFileBytes)} that a file may have. Divide it, or raise SleepTime:Upload:MaxFileBytes.",
        });
        if (_gone)
            await uploads.DisposeQuietlyAsync("detach");
        else
            _uploads = uploads;
    }

    private async Task RetryAsync(int id)
    {
        if (_uploads is null)
            return;
        _list.Retry(id);
        await _uploads.InvokeVoidAsync("retry", id);
    }

    private async Task ForgetAsync(int id)
    {
        _list.Forget(id);
        if (_uploads is not null)
            await _uploads.InvokeVoidAsync("forget", id);
    }

    public async ValueTask DisposeAsync()
    {
        _gone = true;
        await _uploads.DisposeQuietlyAsync("detach");
        await _module.DisposeQuietlyAsync();
        _self?.Dispose();
    }
}

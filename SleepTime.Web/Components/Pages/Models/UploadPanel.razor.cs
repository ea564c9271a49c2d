using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;
using SleepTime.Engine.Activities;
using SleepTime.Engine.ModelHosting.Uploads;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Models;

/// <summary>
/// Sends a model over HTTP, where a file of gigabytes does not pass through the live connection, and lists what was sent. The
/// browser goes on sending while another page of ours is looked at; coming back finds it.
/// </summary>
public sealed partial class UploadPanel
{
    private IReadOnlyList<UploadedModel> _models = [];
    private SendingModel? _sending;
    private string? _problem;
    private ElementReference _input;
    private string? _attached;
    private IJSObjectReference? _module;
    private DotNetObjectReference<UploadPanel>? _self;

    /// <summary>Given the file of a model that is to be looked at.</summary>
    [Parameter]
    public EventCallback<string> Look { get; set; }

    [Inject]
    private ModelUploads Uploads { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private IJSRuntime JS { get; set; } = null!;

    /// <summary>A person chose a file.</summary>
    /// <param name="head">Its first four bytes, as characters.</param>
    /// <returns>Whether to send it.</returns>
    [JSInvokable]
    public bool OnChosen(string name, long bytes, string head)
    {
        _problem = null;
        try
        {
            Uploads.Check(name, bytes);
            if (head != "GGUF")
                _problem = $"{name} does not begin like a GGUF file: choose a model in GGUF form.";
        }
        catch (ModelUploadRefusedException refused)
        {
            _problem = refused.Message;
        }
        if (_problem is null)
            _sending = new SendingModel(name, bytes, 0, Time.GetUtcNow());
        StateHasChanged();
        return _problem is null;
    }

    /// <summary>A file was being sent when this page was opened.</summary>
    [JSInvokable]
    public void OnFound(string name, long bytes, long sent)
    {
        _sending = new SendingModel(name, bytes, sent, Time.GetUtcNow()) { SentBefore = sent };
        StateHasChanged();
    }

    [JSInvokable]
    public void OnProgress(long sent)
    {
        if (_sending is not null)
            _sending = _sending with { Sent = sent };
        StateHasChanged();
    }

    /// <summary>A file was sent, or was not; told on coming back where it happened while another page was looked at, and again where the live connection may have lost it.</summary>
    /// <param name="status">Of the answer; 0 when none came, -1 when the person cancelled.</param>
    [JSInvokable]
    public void OnFinished(string name, int status, string body)
    {
        // Told again, and the next one is on its way already.
        if (_sending is not null && _sending.Name != name)
            return;
        _problem = SendingWords.Problem(name, status, body);
        _sending = null;
        Read();
        StateHasChanged();
    }

    protected override void OnInitialized()
    {
        RefreshOn(activity => activity is ModelFilesChanged or ModelChanged, ListInterval, () =>
        {
            Read();
            return Task.CompletedTask;
        });
        Read();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && Uploads.IsAllowed)
        {
            _self = DotNetObjectReference.Create(this);
            _module = await JS.ImportAsync("./js/model-upload.js", () => Gone.IsCancellationRequested);
        }
        // The field is made anew after each file.
        if (_module is not null && _sending is null && _attached != _input.Id)
        {
            _attached = _input.Id;
            await _module.InvokeVoidAsync("attach", _input, _self);
        }
    }

    protected override async ValueTask OnDisposingAsync()
    {
        await _module.DisposeQuietlyAsync("detach");
        _self?.Dispose();
    }

    private void Read() => _models = Uploads.List();

    private async Task CancelAsync()
    {
        if (_sending is not { } sending
            || !await ConfirmDialog.ShowAsync(Dialogs, $"Stop sending {sending.Name}?", "What was sent of it is dropped: sending it again begins at its start.", "Stop sending", "Keep sending"))
            return;
        // It may have ended while the question stood, and another one have begun.
        if (_module is not null && _sending?.Since == sending.Since)
            await _module.InvokeVoidAsync("cancel");
    }

    private async Task DeleteAsync(UploadedModel model)
    {
        if (!await ConfirmDialog.ShowAsync(Dialogs, $"Delete {model.Name}?", $"The {SizeWords.Of(model.Bytes)} go from the server’s disk. Notes that this model made stay.", "Delete it", "Keep it"))
            return;
        try
        {
            _problem = null;
            Uploads.Delete(model.Name);
        }
        catch (Exception exception)
        {
            _problem = FailureWords.Describe(exception, $"{model.Name} could not be deleted");
        }
        Read();
    }
}

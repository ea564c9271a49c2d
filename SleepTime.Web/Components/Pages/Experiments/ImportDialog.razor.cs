using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components.Web;
using MudBlazor;
using SleepTime.Engine.Experiments.DataSets.Import;
using SleepTime.Web.Components.Shared;
using SleepTime.Web.Hosting;

namespace SleepTime.Web.Components.Pages.Experiments;

/// <summary>Takes a file, shows what it would become and what is wrong with its rows, and stores it then. What came over goes with the dialog.</summary>
public sealed partial class ImportDialog : IAsyncDisposable
{
    // Its own ways out ask first; those of the dialog around it would not.
    private static readonly DialogOptions _options = new() { BackdropClick = false, CloseOnEscapeKey = false, CloseButton = false };

    private readonly ImportForm _form = new();
    private readonly CancellationTokenSource _gone = new();
    private readonly SemaphoreSlim _reading = new(1);
    private DraftGuard _guard = null!;
    private Stream? _file;
    private ImportPreview? _preview;
    private string? _problem;
    private string? _busy;
    private int _waiting;
    private bool _isImported;

    [Inject]
    private DataSetImporter Importer { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    private bool MayImport => _busy is null && _preview is { Contexts: > 0 } preview && (preview.FaultCount == 0 || _form.LeaveOutFaulty);

    public static async Task ShowAsync(IDialogService dialogs) => await (await dialogs.ShowAsync<ImportDialog>("Import a data set", _options)).Result;

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        await _reading.WaitAsync();
        if (_file is not null)
            await _file.DisposeAsync();
        _reading.Dispose();
        _gone.Dispose();
    }

    private Task OnKeyAsync(KeyboardEventArgs key) => key.Key == "Escape" ? CancelAsync() : Task.CompletedTask;

    private async Task CancelAsync()
    {
        if (await _guard.MayDiscardAsync())
            Dialog.Cancel();
    }

    private Task ChooseAsync(InputFileChangeEventArgs chosen) => DoAsync("Reading the file…", async () =>
    {
        if (_file is not null)
            await _file.DisposeAsync();
        (_file, _preview) = (null, null);
        _form.Choose(chosen.File.Name);
        // The importer has its own limit, told in words.
        await using var content = chosen.File.OpenReadStream(long.MaxValue, _gone.Token);
        _file = await Importer.ReceiveAsync(content, _gone.Token);
        await LookAsync();
    });

    private Task ChangeAsync(Action change)
    {
        change();
        _preview = null;
        return DoAsync("Looking through the file…", LookAsync);
    }

    private async Task LookAsync()
    {
        if (_file is null)
            return;
        var settings = _form.Settings;
        try
        {
            var preview = await DataSetImporter.PreviewAsync(_file, settings, _gone.Token);
            // Changed meanwhile, it is looked through once more behind this.
            if (settings == _form.Settings)
                _form.Read(_preview = preview);
        }
        catch (DataSetRefusedException) when (settings != _form.Settings)
        {
        }
        catch (DataSetRefusedException refused)
        {
            _form.Refuse(refused);
            throw;
        }
    }

    private Task ImportAsync() => !MayImport ? Task.CompletedTask : DoAsync("Importing…", async () =>
    {
        var set = await Importer.ImportAsync(_file!, _form.Name, _form.Settings, _form.LeaveOutFaulty, LocalUser.Name, _gone.Token);
        Snackbar.Add($"“{set.Name}” was imported: {NumberWords.Of(set.Contexts, "context")}, {NumberWords.Of(set.Questions, "question")}.", Severity.Normal);
        _isImported = true;
        Dialog.Close();
    });

    private async Task DoAsync(string busy, Func<Task> work)
    {
        if (_gone.IsCancellationRequested)
            return;
        (_busy, _problem) = (busy, null);
        _waiting++;
        // One after the other: they read the same file.
        await _reading.WaitAsync(CancellationToken.None);
        try
        {
            await work();
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
        }
        catch (Exception exception)
        {
            _problem = FailureWords.Describe(exception, "The file could not be read");
        }
        finally
        {
            if (--_waiting == 0)
                _busy = null;
            _reading.Release();
        }
    }
}

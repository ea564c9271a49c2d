using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using MudBlazor;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.ModelHosting.Downloads;
using SleepTime.Engine.ModelHosting.Switching;

namespace SleepTime.Web.Components.Pages.Models;

/// <summary>The presets as a table: what each is, and the way to its file.</summary>
public sealed partial class KnownModels
{
    private string? _problem;
    private IReadOnlyList<ModelDownloadView> _downloads = [];

    [Inject]
    private IOptions<GenerationOptions> Generation { get; set; } = null!;

    [Inject]
    private ModelCatalog Catalog { get; set; } = null!;

    [Inject]
    private ModelSwitch Switch { get; set; } = null!;

    [Inject]
    private DownloadQueue Queue { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Parameter, EditorRequired]
    public required ModelStatus Status { get; set; }

    protected override void OnInitialized()
    {
        RefreshOn(activity => activity is ModelDownloadChanged, ListInterval, () =>
        {
            _downloads = Queue.List();
            return Task.CompletedTask;
        });
        _downloads = Queue.List();
    }

    /// <returns>The download of its file that is not there yet; null when none is listed.</returns>
    private ModelDownloadView? DownloadOf(KnownModel model) => model.IsThere || model.Preset.Hub is not { } hub
        ? null
        : _downloads.FirstOrDefault(download => download.Reference == hub && download.State != DownloadState.Completed);

    private static string LoadLabel(KnownModel model) => model.IsChosen ? "Load again" : "Load";

    private static string DownloadLabel(ModelDownloadView? download) => download is null ? "Download" : "Resume";

    // One that was paused or failed goes on.
    private void Download(string reference)
    {
        try
        {
            _problem = null;
            Queue.Add(reference);
        }
        catch (DownloadRefusedException refused)
        {
            _problem = refused.Message;
        }
        _downloads = Queue.List();
    }

    private async Task LoadAsync(KnownModel model) =>
        _problem = await ModelLoading.TryAsync(Dialogs, Switch, Status, model.IsOfSettings ? null : model.IsChosen ? Switch.Choice : new ModelChoice(model.Preset.Id), model.Preset.Id);
}

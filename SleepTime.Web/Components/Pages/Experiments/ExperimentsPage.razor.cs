using Microsoft.AspNetCore.Components;
using MudBlazor;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Experiments;
using SleepTime.Engine.Experiments.DataSets;
using SleepTime.Engine.Experiments.Ready;
using SleepTime.Web.Components.Shared;
using SleepTime.Web.Hosting;

namespace SleepTime.Web.Components.Pages.Experiments;

public sealed partial class ExperimentsPage : LiveComponent
{
    private const int PageSize = 10;

    // How far each is has to be counted; nobody reads progress faster than this.
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(1);

    private Loader<Page<ExperimentView>> _experiments = null!;
    private Loader<IReadOnlyList<DataSetView>> _sets = null!;
    private int? _read;

    [Inject]
    private ExperimentService Experiments { get; set; } = null!;

    [Inject]
    private DataSetLibrary Library { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "page")]
    public string? PageNumber { get; set; }

    private int Number => AddressValue.Page(PageNumber);

    private ExperimentSteering Steering => new(Experiments, Dialogs, Snackbar);

    protected override void OnInitialized()
    {
        _experiments = new("The experiments could not be read", token => ListPages.OrLastAsync(Number, PageSize, page => Experiments.ListAsync(page, PageSize, token)));
        _sets = new("The data sets could not be read", Library.ListAsync);
        RefreshOn(activity => activity is ExperimentChanged, ProgressInterval, _experiments.LoadAsync);
        RefreshOn(activity => activity is DataSetsChanged, ListInterval, _sets.LoadAsync);
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_read == Number)
            return;
        _read = Number;
        await Task.WhenAll(_experiments.LoadAsync(), _sets.HasValue ? Task.CompletedTask : _sets.LoadAsync());
    }

    private Task StartAsync(ReadyExperiment ready) => Steering.StartAsync(ready, LocalUser.Name, Gone);

    private Task MakeAsync(ReadyExperiment? ready) => NewExperimentDialog.ShowAsync(Dialogs, ready);

    private Task ImportAsync() => ImportDialog.ShowAsync(Dialogs);

    private async Task CommandAsync((ExperimentView View, ExperimentCommand Command) asked)
    {
        await Steering.RunAsync(asked.View, asked.Command, Gone);
        await _experiments.LoadAsync();
    }

    private async Task DeleteSetAsync(DataSetView set)
    {
        if (!await ConfirmDialog.ShowAsync(Dialogs, $"Delete “{set.Name}”?", $"This deletes its {NumberWords.Of(set.Contexts, "context")} for everyone. Experiments on it keep what they chose of it.", "Delete it", "Keep it"))
            return;
        try
        {
            Snackbar.Add(await Library.DeleteAsync(set.Id, Gone) ? "The data set was deleted." : "The data set is gone already.", Severity.Normal);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Snackbar.Add(FailureWords.Describe(exception, "The data set could not be deleted"), Severity.Error);
        }
        await _sets.LoadAsync();
    }

    protected override ValueTask OnDisposingAsync()
    {
        _experiments.Dispose();
        _sets.Dispose();
        return ValueTask.CompletedTask;
    }
}

using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using MudBlazor;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Experiments;
using SleepTime.Engine.Experiments.DataSets;
using SleepTime.Engine.Experiments.Estimates;
using SleepTime.Engine.Experiments.Ready;
using SleepTime.Engine.ModelHosting;
using SleepTime.Web.Components.Shared;
using SleepTime.Web.Hosting;

namespace SleepTime.Web.Components.Pages.Experiments;

/// <summary>Makes an experiment, and says before it is started what it would take. What was filled in is not lost without a question.</summary>
public sealed partial class NewExperimentDialog : IDisposable
{
    private const int UsualPasses = 3;

    // Its own ways out ask first; those of the dialog around it would not.
    private static readonly DialogOptions _options = new() { BackdropClick = false, CloseOnEscapeKey = false, CloseButton = false };

    private static readonly (AnswerMode, string)[] _modes = [(AnswerMode.Standard, "Standard"), (AnswerMode.SleepTime, "SleepTime")];
    private static readonly IReadOnlyList<(int, string)> _samples = SamplesWords.Options(null);

    private DraftGuard _guard = null!;
    private Loader<IReadOnlyList<DataSetView>> _sets = null!;
    private Loader<ExperimentEstimate> _estimate = null!;
    private ExperimentForm? _form;
    private InvalidExperimentException? _fault;
    private string? _problem;
    private bool _changed;
    private bool _starting;

    [Inject]
    private ExperimentService Experiments { get; set; } = null!;

    [Inject]
    private ExperimentEstimator Estimator { get; set; } = null!;

    [Inject]
    private DataSetLibrary Library { get; set; } = null!;

    [Inject]
    private ModelHost Model { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    /// <summary>What the form begins with; null for one of its own.</summary>
    [Parameter]
    public ReadyExperiment? Ready { get; set; }

    public static async Task ShowAsync(IDialogService dialogs, ReadyExperiment? ready) =>
        await dialogs.ShowAsync<NewExperimentDialog>(ready is null ? "New experiment" : "Adjust and start", new DialogParameters<NewExperimentDialog> { { dialog => dialog.Ready, ready } }, _options);

    private bool IsChanged => _changed || (_form is not null && _form.Name != (Ready?.Name ?? ""));

    private IReadOnlyList<(int, string)> PassOptions =>
        [.. Enumerable.Range(1, Math.Max(Model.Status.Hosted?.Prompts.SleepPasses ?? UsualPasses, _form!.Passes.DefaultIfEmpty().Max())).Select(passes => (passes, $"{passes}"))];

    protected override async Task OnInitializedAsync()
    {
        _sets = new("The data sets could not be read", async token =>
        {
            var sets = await Library.ListAsync(token);
            _form ??= ExperimentForm.Of(Ready, sets[0]);
            return sets;
        });
        _estimate = new("What it would take could not be worked out", token => Estimator.EstimateAsync(_form!.ToPlan(), token));
        await _sets.LoadAsync();
        if (_form is not null)
            await _estimate.LoadAsync();
    }

    public void Dispose()
    {
        _sets.Dispose();
        _estimate.Dispose();
    }

    private async Task ChooseSetAsync(IReadOnlyList<DataSetView> sets, string? id)
    {
        if (sets.FirstOrDefault(set => set.Id.ToString() == id) is { } set)
            await ChangeAsync(() => (_form!.DataSetId, _form.Scorer) = (set.Id, set.Scorer));
    }

    private async Task ChangeAsync(Action change)
    {
        change();
        (_changed, _fault, _problem) = (true, null, null);
        _estimate.Clear();
        await _estimate.LoadAsync();
    }

    private Task OnKeyAsync(KeyboardEventArgs key) => key.Key == "Escape" ? CancelAsync() : Task.CompletedTask;

    private async Task CancelAsync()
    {
        if (await _guard.MayDiscardAsync())
            Dialog.Cancel();
    }

    private bool Has(string field) => _fault?.Field == field;

    private string? Fault(string field) => Has(field) ? _fault!.Message : null;

    private async Task StartAsync()
    {
        // Enter sends the form as often as it is pressed.
        if (_starting || _form is null)
            return;
        (_fault, _problem, _starting) = (null, null, true);
        try
        {
            var (plan, name) = (_form.ToPlan(), _form.Name.Length > 0 ? _form.Name : "Experiment");
            // What was adjusted is another experiment: it does not show what the ready one does.
            await Experiments.CreateAsync(name, Ready is { } ready && ready.Plan.MeasuresAs(plan) ? ready.Key : null, plan, LocalUser.Name, CancellationToken.None);
            Snackbar.Add($"“{name}” waits for its turn.", Severity.Normal);
            Dialog.Close();
        }
        catch (InvalidExperimentException invalid)
        {
            (_fault, _problem) = (invalid, invalid.Message);
        }
        catch (Exception exception)
        {
            _problem = FailureWords.Describe(exception, "The experiment could not be made");
        }
        finally
        {
            _starting = false;
        }
    }
}

using Microsoft.AspNetCore.Components;
using MudBlazor;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Queue;

/// <summary>The team's settings for sleep.</summary>
public sealed partial class SleepSettingsDialog
{
    private PolicyForm _form = null!;
    private string? _problem;
    private bool _saving;

    [Inject]
    private SleepPolicyStore Policies { get; set; } = null!;

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    protected override void OnInitialized() => _form = new PolicyForm(Policies.Current);

    private async Task SaveAsync()
    {
        _problem = null;
        if (_form.Read() is not { } policy)
        {
            _problem = "Nothing was saved yet: put the marked fields right.";
            return;
        }
        _saving = true;
        try
        {
            await Policies.SaveAsync(policy, CancellationToken.None);
            Dialog.Close(DialogResult.Ok(true));
        }
        catch (Exception exception)
        {
            _problem = FailureWords.Describe(exception, "The settings could not be saved");
        }
        finally
        {
            _saving = false;
        }
    }

    private bool Has(string field) => Fault(field) is not null;

    private string? Fault(string field) => _form.FaultOf(field);
}

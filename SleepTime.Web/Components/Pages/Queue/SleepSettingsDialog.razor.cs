using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using MudBlazor;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Engine.Sleeping.Gpu;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Queue;

/// <summary>The team's settings for sleep. What was changed is not lost without a question.</summary>
public sealed partial class SleepSettingsDialog
{
    // Its own ways out ask first; those of the dialog around it would not.
    private static readonly DialogOptions _options = new() { BackdropClick = false, CloseOnEscapeKey = false, CloseButton = false };

    private DraftGuard _guard = null!;
    private PolicyForm _form = null!;
    private SleepPolicy _seen = null!;
    private IReadOnlyList<(int Value, string Label)> _samples = [];
    private string? _problem;
    private bool _saving;

    [Inject]
    private SleepPolicyStore Policies { get; set; } = null!;

    [Inject]
    private GpuWatch Gpu { get; set; } = null!;

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    public static async Task ShowAsync(IDialogService dialogs) => await dialogs.ShowAsync<SleepSettingsDialog>("Sleep settings", _options);

    protected override void OnInitialized()
    {
        _seen = Policies.Current;
        _form = new PolicyForm(_seen);
        _samples = SamplesWords.Options(_form.Samples);
    }

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
            await Policies.SaveAsync(policy, _seen, CancellationToken.None);
            Dialog.Close(DialogResult.Ok(true));
        }
        catch (SleepPolicyChangedException changed)
        {
            // Saving again replaces what the other one saved.
            _seen = Policies.Current;
            _problem = changed.Message;
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

    private Task OnKeyAsync(KeyboardEventArgs key) => key.Key == "Escape" ? CancelAsync() : Task.CompletedTask;

    private async Task CancelAsync()
    {
        if (await _guard.MayDiscardAsync())
            Dialog.Close(DialogResult.Cancel());
    }

    private bool Has(string field) => Fault(field) is not null;

    private string? Fault(string field) => _form.FaultOf(field);
}

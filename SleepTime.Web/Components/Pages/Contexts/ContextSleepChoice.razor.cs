using Microsoft.AspNetCore.Components;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Contexts;

/// <summary>What a person chooses for one context. What was typed stays while the page around it refreshes.</summary>
public sealed partial class ContextSleepChoice
{
    private static readonly IReadOnlyList<(SleepEffort? Value, string Label)> _efforts =
        [(null, "Team"), .. EffortWords.Options.Select(option => ((SleepEffort?)option.Value, option.Label))];

    private ContextSleepForm _form = null!;
    private IReadOnlyList<(int? Value, string Label)> _samples = [];
    private (string Field, string Message)? _fault;
    private string? _problem;
    private bool _saving;
    private SleepChoice? _saved;

    [Inject]
    private SleepSettingsService Service { get; set; } = null!;

    [Parameter, EditorRequired]
    public required ContextSleepSettings Settings { get; set; }

    protected override void OnInitialized()
    {
        _form = new ContextSleepForm(Settings);
        _samples = [(null, "Team"), .. SamplesWords.Options(_form.Samples).Select(option => ((int?)option.Value, option.Label))];
    }

    private async Task SaveAsync()
    {
        (_saving, _saved, _problem, _fault) = (true, null, null, null);
        try
        {
            var settings = _form.ToSettings();
            var kept = await Service.SaveAsync(settings, CancellationToken.None);
            _saved = kept ? settings.Choice : null;
            _problem = kept ? null : "This context was deleted meanwhile.";
        }
        catch (InvalidSleepSettingsException invalid)
        {
            _fault = (invalid.Field, invalid.Message);
        }
        catch (Exception exception)
        {
            _problem = FailureWords.Describe(exception, "The choice could not be saved");
        }
        finally
        {
            _saving = false;
        }
    }

    private bool Has(string field) => Fault(field) is not null;

    private string? Fault(string field) => _fault is { } fault && fault.Field == field ? fault.Message : null;
}

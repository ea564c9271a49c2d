using Microsoft.AspNetCore.Components;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Contexts;

/// <summary>What a person chooses for one context. What was typed stays while the page around it refreshes; where nothing was, it shows what others choose.</summary>
public sealed partial class ContextSleepChoice
{
    private static readonly IReadOnlyList<(SleepEffort? Value, string Label)> _efforts =
        [(null, "Team"), .. EffortWords.Options.Select(option => ((SleepEffort?)option.Value, option.Label))];

    private ContextSleepForm _form = null!;
    private ContextSleepSettings? _seen;
    private IReadOnlyList<(int? Value, string Label)> _samples = [];
    private (string Field, string Message)? _fault;
    private string? _problem;
    private bool _saving;
    private SleepChoice? _saved;

    [Inject]
    private SleepSettingsService Service { get; set; } = null!;

    [Parameter, EditorRequired]
    public required ContextSleepSettings Settings { get; set; }

    /// <summary>A person has changed something here, or saved it.</summary>
    [Parameter]
    public EventCallback Used { get; set; }

    protected override void OnParametersSet()
    {
        // After saving, those from before may come once more: they are no news.
        if (_seen is not null && ContextSleepForm.AreSame(Settings, _seen))
            return;
        var isFirst = _seen is null;
        _seen = Settings;
        if (!isFirst && (_form.IsChanged || _form.BeganWith(Settings)))
            return;
        _form = new ContextSleepForm(Settings);
        _samples = [(null, "Team"), .. SamplesWords.Options(_form.Samples).Select(option => ((int?)option.Value, option.Label))];
        (_saved, _fault) = (null, null);
    }

    private Task ChangeAsync(Action change)
    {
        change();
        return Used.InvokeAsync();
    }

    private async Task SaveAsync()
    {
        (_saving, _saved, _problem, _fault) = (true, null, null, null);
        try
        {
            await Used.InvokeAsync();
            var settings = _form.ToSettings();
            var stored = await Service.FindAsync(settings.ContextId, CancellationToken.None);
            if (!_form.BeganWith(stored) && !ContextSleepForm.AreSame(settings, stored))
            {
                // Saving again replaces what the other one chose.
                _form.GoOnFrom(stored);
                _problem = GateWords.Overtaken(stored);
                return;
            }
            if (await Service.SaveAsync(settings, CancellationToken.None))
            {
                _form.GoOnFrom(settings);
                _saved = settings.Choice;
            }
            else
            {
                _problem = "This context was deleted meanwhile.";
            }
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

using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using MudBlazor;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Sleeping;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Contexts;

/// <summary>The text of a context, to read and to edit. A draft is not lost without a question.</summary>
public sealed partial class TextPanel
{
    private string? _draft;
    private string? _problem;
    private bool _saving;

    [Inject]
    private ContextService Contexts { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Parameter, EditorRequired]
    public required ContextDetails Context { get; set; }

    /// <summary>The note whose sentences are marked.</summary>
    [Parameter]
    public Note? Selected { get; set; }

    [Parameter]
    public EventCallback Saved { get; set; }

    private bool IsChanged => _draft is not null && _draft != Context.Text;

    private void Edit() => _draft = Context.Text;

    private async Task SaveAsync()
    {
        _saving = true;
        try
        {
            _problem = await Contexts.ReplaceTextAsync(Context.Id, _draft!, CancellationToken.None) is null
                ? "This context was deleted meanwhile. Copy your text and paste it as a new one."
                : null;
            if (_problem is not null)
                return;
            _draft = null;
            await Saved.InvokeAsync();
        }
        catch (Exception exception)
        {
            _problem = FailureWords.Describe(exception, "The text could not be saved");
        }
        finally
        {
            _saving = false;
        }
    }

    private async Task CancelAsync()
    {
        if (await MayDiscardAsync())
            (_draft, _problem) = (null, null);
    }

    private async Task ConfirmLeavingAsync(LocationChangingContext leaving)
    {
        if (!await MayDiscardAsync())
            leaving.PreventNavigation();
    }

    private async Task<bool> MayDiscardAsync() =>
        !IsChanged || await Dialogs.ShowMessageBoxAsync("Discard the edit?", "What you changed in the text has not been saved.", yesText: "Discard it", cancelText: "Keep editing") == true;
}

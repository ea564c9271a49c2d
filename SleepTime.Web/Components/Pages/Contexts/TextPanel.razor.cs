using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using MudBlazor;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Sleeping;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Contexts;

/// <summary>The text of a context, to read and to edit. A draft is not lost without a question, also when somebody else saves first.</summary>
public sealed partial class TextPanel
{
    private DraftGuard _guard = null!;
    private MudButton? _edit;
    private string? _draft;
    private int _basedOn;
    private string? _problem;
    private bool _saving;
    private bool _told;
    private bool _toFocus;

    [Inject]
    private ContextService Contexts { get; set; } = null!;

    [Inject]
    private IOptions<UploadOptions> Upload { get; set; } = null!;

    [Parameter, EditorRequired]
    public required ContextDetails Context { get; set; }

    /// <summary>The note whose sentences are marked.</summary>
    [Parameter]
    public Note? Selected { get; set; }

    /// <summary>The text is another one by now.</summary>
    [Parameter]
    public EventCallback Saved { get; set; }

    /// <summary>Whether there is a draft by now that is not to be lost.</summary>
    [Parameter]
    public EventCallback<bool> Drafting { get; set; }

    private bool IsChanged => _draft is not null && _draft != Context.Text;

    /// <summary>Somebody saved another text since this edit began.</summary>
    private bool IsOvertaken => _draft is not null && Context.Version != _basedOn && IsChanged;

    // Theirs may say the same as the draft.
    protected override Task OnParametersSetAsync() => TellAsync();

    // What was pressed is gone with the field.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_toFocus || _edit is null)
            return;
        _toFocus = false;
        await _edit.FocusQuietlyAsync();
    }

    private void Edit() => (_draft, _basedOn) = (Context.Text, Context.Version);

    private Task ChangeAsync(string? text)
    {
        _draft = text ?? "";
        return TellAsync();
    }

    private Task SaveOverAsync()
    {
        _basedOn = Context.Version; // theirs was shown
        return SaveAsync();
    }

    private async Task SaveAsync()
    {
        _saving = true;
        try
        {
            _problem = await Contexts.ReplaceTextAsync(Context.Id, _draft!, _basedOn, CancellationToken.None) is null
                ? "This context was deleted meanwhile. Copy your text and paste it as a new one."
                : null;
            if (_problem is not null)
                return;
            _draft = null;
            await TellAsync();
            await Saved.InvokeAsync();
            _toFocus = true;
        }
        catch (TextChangedException changed)
        {
            await Saved.InvokeAsync(); // shows theirs beside the draft, which stays
            _problem = IsOvertaken ? null : changed.Message;
        }
        catch (Exception exception)
        {
            _problem = UploadLimits.Refusal(FailureWords.Describe(exception, "The text could not be saved"), _draft, Upload.Value);
        }
        finally
        {
            _saving = false;
        }
    }

    private async Task CancelAsync()
    {
        if (!await _guard.MayDiscardAsync())
            return;
        await DiscardAsync();
        _toFocus = true;
    }

    private Task DiscardAsync()
    {
        (_draft, _problem) = (null, null);
        return TellAsync();
    }

    private async Task TellAsync()
    {
        if (_told == IsChanged)
            return;
        _told = IsChanged;
        await Drafting.InvokeAsync(_told);
    }
}

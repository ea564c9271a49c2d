using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using MudBlazor;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Sleeping.Sections;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Contexts;

/// <summary>One section, opened: its text, to read and to edit, and the notes that sleep made of it. A draft is not lost without a question, also when somebody else saves first.</summary>
public sealed partial class SectionBody : LiveComponent
{
    private DraftGuard _guard = null!;
    private MudButton? _edit;
    private Loader<SectionDetails?> _section = null!;
    private SectionView? _read;
    private string? _draft;
    private string? _before;
    private string? _problem;
    private bool _saving;
    private bool _told;
    private bool _toFocus;

    [Inject]
    private SectionReader Sections { get; set; } = null!;

    [Inject]
    private ContextService Contexts { get; set; } = null!;

    [Inject]
    private IOptions<UploadOptions> Upload { get; set; } = null!;

    [Parameter, EditorRequired]
    public Guid ContextId { get; set; }

    [Parameter, EditorRequired]
    public required SectionView View { get; set; }

    /// <summary>Sentences of it that are marked.</summary>
    [Parameter]
    public IReadOnlyList<string> Marked { get; set; } = [];

    /// <summary>The text is another one by now.</summary>
    [Parameter]
    public EventCallback Saved { get; set; }

    /// <summary>Whether there is a draft by now that is not to be lost.</summary>
    [Parameter]
    public EventCallback<bool> Drafting { get; set; }

    private bool IsChanged => _draft is not null && _draft.Trim() != _before;

    protected override void OnInitialized() =>
        _section = new("The section could not be read", cancellationToken => Sections.FindAsync(ContextId, View.Section.Order, cancellationToken));

    protected override Task OnParametersSetAsync()
    {
        // While somebody writes, what they began with stays: saving tells when it is another by now.
        if (_draft is not null || _read == View)
            return Task.CompletedTask;
        _read = View;
        return _section.LoadAsync();
    }

    // What was pressed is gone with the field.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_toFocus || _edit is null)
            return;
        _toFocus = false;
        await _edit.FocusQuietlyAsync();
    }

    private void Edit(SectionDetails section) => _draft = _before = section.Text.Trim();

    private Task ChangeAsync(string? text)
    {
        _draft = text ?? "";
        return TellAsync();
    }

    private async Task SaveAsync(SectionDetails section)
    {
        _saving = true;
        try
        {
            _problem = await Contexts.ReplaceSectionAsync(ContextId, section.View.Section.Id, _draft!, section.ContextVersion, CancellationToken.None) is null
                ? "This context was deleted meanwhile. Copy your text and paste it as a new one."
                : null;
            if (_problem is not null)
                return;
            _draft = null;
            await TellAsync();
            await Saved.InvokeAsync();
            _toFocus = true;
        }
        catch (TextChangedException)
        {
            _problem = "Somebody saved another version of this text since you began. Copy your words, cancel, and put them into what the section says now.";
        }
        catch (Exception exception)
        {
            _problem = UploadLimits.Refusal(FailureWords.Describe(exception, "The section could not be saved"), _draft, Upload.Value);
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
        await OnParametersSetAsync();
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

    protected override ValueTask OnDisposingAsync()
    {
        _section.Dispose();
        return ValueTask.CompletedTask;
    }
}

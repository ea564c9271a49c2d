using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Options;
using MudBlazor;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Sleeping;
using SleepTime.Web.Components.Shared;
using SleepTime.Web.Hosting;

namespace SleepTime.Web.Components.Pages.Contexts;

/// <summary>Changes notes by hand. A draft is not lost without a question.</summary>
public sealed partial class EditNotesDialog
{
    // Its own ways out ask first; those of the dialog around it would not.
    private static readonly DialogOptions _options = new() { BackdropClick = false, CloseOnEscapeKey = false, CloseButton = false, MaxWidth = MaxWidth.Medium, FullWidth = true };

    private DraftGuard _guard = null!;
    private readonly Dictionary<Guid, ElementReference> _fields = [];
    private NotesDraft _draft = null!;
    private PressGuard _presses = null!;
    private int _removedAt = -1;
    private DraftLine? _toFocus;
    private string? _problem;
    private bool _overtaken;
    private bool _saving;

    [Inject]
    private NotesEditor Editor { get; set; } = null!;

    [Inject]
    private IOptions<UploadOptions> Upload { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [Parameter, EditorRequired]
    public required Guid ContextId { get; set; }

    [Parameter, EditorRequired]
    public required NotesVersion Version { get; set; }

    public static async Task ShowAsync(IDialogService dialogs, Guid contextId, NotesVersion version) => await dialogs.ShowAsync<EditNotesDialog>(
        "Edit the notes",
        new DialogParameters<EditNotesDialog> { { dialog => dialog.ContextId, contextId }, { dialog => dialog.Version, version } },
        _options);

    protected override void OnInitialized()
    {
        _draft = new NotesDraft(Version);
        _presses = new(Time);
        _toFocus = _draft.Lines.Count > 0 ? _draft.Lines[0] : _draft.Add();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_toFocus is not { } line || !_fields.TryGetValue(line.Key, out var field))
            return;
        _toFocus = null;
        await field.FocusQuietlyAsync();
    }

    private void Add() => _toFocus = _draft.Add();

    private Task RemoveAsync(DraftLine line)
    {
        var at = _draft.Lines.ToList().IndexOf(line);
        // The button of the next note moves to where that of this one was; elsewhere a quick press is meant.
        if (at != _removedAt)
            _presses = new(Time);
        _removedAt = at;
        return _presses.RunAsync(() =>
        {
            _draft.Remove(line);
            _fields.Remove(line.Key);
            // The focus went with the line.
            var before = Math.Max(0, at - 1);
            _toFocus = before < _draft.Lines.Count ? _draft.Lines[before] : null;
            return Task.CompletedTask;
        });
    }

    private void PutBack() => _toFocus = _draft.PutBack();

    private Task OnKeyAsync(KeyboardEventArgs key) => key switch
    {
        { Key: "Enter", CtrlKey: true } or { Key: "Enter", MetaKey: true } => _draft.IsChanged ? SaveAsync() : Task.CompletedTask,
        { Key: "Escape" } => CancelAsync(),
        _ => Task.CompletedTask,
    };

    private async Task SaveAsync()
    {
        if (_saving)
            return;
        _saving = true;
        try
        {
            _problem = await Editor.EditAsync(ContextId, Version.Id, _draft.ToEdits(), LocalUser.Name, CancellationToken.None) is null
                ? "This context was deleted meanwhile. Copy what you wrote before you leave."
                : null;
            if (_problem is null)
                Close();
        }
        catch (NotesEditRefusedException refused) when (refused.IsConflict)
        {
            (_problem, _overtaken) = ("These notes were changed meanwhile, by sleep or by someone else. What you wrote is still here: copy it, cancel, and edit the newest ones.", true);
        }
        catch (Exception exception)
        {
            _problem = FailureWords.Describe(exception, "The notes could not be saved");
        }
        finally
        {
            _saving = false;
        }
    }

    private async Task CancelAsync()
    {
        if (await _guard.MayDiscardAsync())
            Close();
    }

    private void Close() => Dialog.Close(DialogResult.Ok(true));
}

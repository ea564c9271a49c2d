using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using MudBlazor;

namespace SleepTime.Web.Components.Shared;

/// <summary>
/// Asks before what somebody typed is lost: when they leave the page or the browser, and wherever the component around it
/// asks (<see cref="MayDiscardAsync"/>), as behind its own Cancel and Esc.
/// </summary>
public sealed partial class DraftGuard
{
    private bool _typed;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    /// <summary>Whether there is something to lose, asked anew each time.</summary>
    [Parameter, EditorRequired]
    public required Func<bool> HasDraft { get; set; }

    /// <summary>The question, as "Discard the edit?".</summary>
    [Parameter, EditorRequired]
    public required string Question { get; set; }

    /// <summary>What would be lost.</summary>
    [Parameter, EditorRequired]
    public required string Loss { get; set; }

    /// <summary>The words of the button that loses it.</summary>
    [Parameter]
    public string Lose { get; set; } = "Discard it";

    /// <summary>Forgets the draft where the page is left and the component may stay, as on another context's page.</summary>
    [Parameter]
    public Func<Task>? Discard { get; set; }

    /// <returns>True when there is nothing to lose, or it may be lost.</returns>
    public async Task<bool> MayDiscardAsync() =>
        !HasSomething || await ConfirmDialog.ShowAsync(Dialogs, Question, Loss, Lose, "Keep editing");

    /// <summary>Something was written within what is guarded: most fields tell what they hold only when they are left.</summary>
    public void See() => _typed = true;

    /// <summary>A key was pressed, where the field may hold so much that it is not to be sent with each letter.</summary>
    public void See(KeyboardEventArgs key)
    {
        // A space presses buttons, too. Ctrl with Alt is AltGr, which writes; the last two are what other keyboards tell.
        var isCommand = (key.CtrlKey != key.AltKey) || key.MetaKey;
        _typed |= (key.Key.Length == 1 && key.Key != " " && !isCommand) || key.Key is "Backspace" or "Delete" or "Process" or "Unidentified";
    }

    /// <summary>It is stored: there is nothing to lose any more.</summary>
    public void Forget() => _typed = false;

    private bool HasSomething => _typed || HasDraft();

    private async Task ConfirmLeavingAsync(LocationChangingContext leaving)
    {
        if (!await MayDiscardAsync())
            leaving.PreventNavigation();
        else if (Discard is not null && HasSomething)
        {
            _typed = false;
            await Discard();
        }
    }
}

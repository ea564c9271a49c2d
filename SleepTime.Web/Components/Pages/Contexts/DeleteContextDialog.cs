using MudBlazor;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Contexts;

/// <summary>Asks before a context goes, and says what goes with it.</summary>
public static class DeleteContextDialog
{
    public static async Task<bool> ConfirmAsync(IDialogService dialogs, string title, int notes, int runs) =>
        await dialogs.ShowMessageBoxAsync(
            $"Delete “{title}”?",
            $"The text goes with its {NumberWords.Of(notes, "note")} and {NumberWords.Of(runs, "run")}. This cannot be undone.".Replace("its no", "no", StringComparison.Ordinal),
            yesText: "Delete it",
            cancelText: "Keep it") == true;
}

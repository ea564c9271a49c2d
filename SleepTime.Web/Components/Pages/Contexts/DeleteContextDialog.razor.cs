using Microsoft.AspNetCore.Components;
using MudBlazor;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Contexts;

/// <summary>Asks before a context goes, and says what goes with it.</summary>
public sealed partial class DeleteContextDialog
{
    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [Parameter, EditorRequired]
    public required string Message { get; set; }

    public static async Task<bool> ConfirmAsync(IDialogService dialogs, string title, int notes, int runs)
    {
        var asked = await dialogs.ShowAsync<DeleteContextDialog>(
            $"Delete “{title}”?", new DialogParameters<DeleteContextDialog> { { dialog => dialog.Message, Describe(notes, runs) } });
        return await asked.Result is { Canceled: false };
    }

    public static string Describe(int notes, int runs)
    {
        string[] lost =
        [
            "the text",
            .. notes > 0 ? [NumberWords.Of(notes, "note")] : Array.Empty<string>(),
            .. runs > 0 ? [NumberWords.Of(runs, "run")] : Array.Empty<string>(),
        ];
        var all = lost.Length == 1 ? lost[0] : $"{string.Join(", ", lost[..^1])} and {lost[^1]}";
        return $"This deletes {all} for everyone. It cannot be undone.";
    }
}

using MudBlazor;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.ModelHosting.Switching;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Models;

/// <summary>Has another model loaded, once the person has read what that means.</summary>
internal static class ModelLoading
{
    public const string Warning =
        "Answers that are being written end first; until it is there, nobody can ask. Notes that the present model wrote stay, and are not used with another one unless that is asked for: sleep begins anew on all texts.";

    /// <returns>Why it cannot be, in a sentence; null when it is on its way, or the person thought better of it.</returns>
    public static async Task<string?> TryAsync(IDialogService dialogs, ModelSwitch models, ModelStatus status, ModelChoice? choice, string name)
    {
        // Where there is none, nothing is lost.
        if (status.State == ModelState.Ready && !await ConfirmDialog.ShowAsync(dialogs, $"Load {name}?", Warning, "Load it", "Keep the present one", losesNothing: true))
            return null;
        try
        {
            await models.ChooseAsync(choice, CancellationToken.None);
            return null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return FailureWords.Describe(exception, "The model could not be chosen");
        }
    }
}

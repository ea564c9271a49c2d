using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Ask;

/// <summary>Whether the model knows what was asked before: nobody should have to guess.</summary>
public static class FollowUpWords
{
    private const string OnItsOwn = "This model answers every question on its own: what was asked before is shown, but is not in its prompt. Name what you mean.";

    /// <summary>Before asking.</summary>
    /// <param name="carriesTurns">Null while no model is ready.</param>
    public static string Ahead(bool? carriesTurns) => carriesTurns switch
    {
        true => "Each mode reads the last questions of this thread, at most three, with its own answers to them.",
        false => OnItsOwn,
        null => "",
    };

    /// <summary>Of a question that was asked.</summary>
    public static string Behind(int earlierTurns) => earlierTurns == 0
        ? "What was asked before was not in the prompt."
        : $"The prompt had {NumberWords.Of(earlierTurns, "earlier question")} with {(earlierTurns == 1 ? "its answer" : "their answers")}.";
}

using SleepTime.Engine.ModelHosting;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Contexts;

/// <summary>What a text may be, told before anything is sent.</summary>
public static class UploadLimits
{
    /// <summary>Most tokens of a text for the loaded model; null while none is ready.</summary>
    public static int? TextLimit(ModelStatus model) => model.Hosted is { } hosted ? hosted.Prompts.TextLimit(hosted.ContextLength) : null;

    public static string Describe(int maxBytes, ModelStatus model) =>
        $"Plain text in UTF-8, at most {SizeWords.Of(maxBytes)}. " + (TextLimit(model) is { } limit
            ? $"The loaded model takes texts of up to {NumberWords.Count(limit)} tokens, so that notes, question and answer fit beside them."
            : "No model is ready to count tokens: texts can be added once one is.");
}

using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Contexts;

/// <summary>What a text may be, told before anything is sent.</summary>
public static class UploadLimits
{
    /// <param name="contextLength">Of the loaded model; null while none is ready.</param>
    public static string Describe(int maxBytes, int? contextLength) =>
        $"Plain text in UTF-8, at most {SizeWords.Of(maxBytes)}. " + (contextLength is { } length
            ? $"The loaded model reads {NumberWords.Count(length)} tokens at once, notes, question and answer included."
            : "No model is ready to count tokens: texts can be added once one is.");
}

using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Contexts;

/// <summary>What a text may be, told before anything is sent.</summary>
public static class UploadLimits
{
    public static string Describe(int? contextLength) => contextLength is { } length
        ? $"Plain text in UTF-8. The loaded model reads {NumberWords.Count(length)} tokens at once, notes, question and answer included."
        : "Plain text in UTF-8. How much fits is known once the model is ready.";
}

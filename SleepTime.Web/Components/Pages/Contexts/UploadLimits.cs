using SleepTime.Engine.Contexts;
using SleepTime.Engine.Contexts.Extraction;
using SleepTime.Engine.ModelHosting;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Contexts;

/// <summary>What a text may be, told before anything is sent.</summary>
public static class UploadLimits
{
    /// <summary>Whether numbers of tokens are upper estimates.</summary>
    public static bool IsEstimate(ModelStatus model) => model.Hosted?.Vocabulary.IsEstimate == true;

    /// <summary>Most tokens of a text for the loaded model; null while none is ready.</summary>
    public static int? TextLimit(ModelStatus model) => model.Hosted is { } hosted ? hosted.Prompts.TextLimit(hosted.ContextLength) : null;

    /// <summary>Of a pasted text.</summary>
    public static string Describe(int maxBytes, ModelStatus model) => $"Plain text, at most {SizeWords.Of(maxBytes)}. " + Fit(model);

    /// <summary>Characters that a field for a text takes: one more than any text may have, so that what is too long is refused in words and not cut in silence.</summary>
    public static int FieldLength(UploadOptions limits) => limits.MaxBytes + 1;

    /// <summary>A refusal, with what it cannot know: a text that fills its field is what the browser left of a longer one.</summary>
    public static string Refusal(string refusal, string? text, UploadOptions limits) => text?.Length >= FieldLength(limits)
        ? $"{refusal} The field takes no more than that: the end of what was pasted is not in it."
        : refusal;

    /// <summary>Of files.</summary>
    public static string DescribeFiles(UploadOptions limits, ModelStatus model) =>
        $"{DocumentTypes.InWords}. Up to {NumberWords.Of(limits.MaxFiles, "file")} at a time, each at most {SizeWords.Of(limits.MaxFileBytes)} "
        + $"with {SizeWords.Of(limits.MaxBytes)} of text and {NumberWords.Of(limits.MaxPages, "page")}. " + Fit(model);

    private static string Fit(ModelStatus model) => TextLimit(model) is { } limit
        ? $"The loaded model reads texts of up to {NumberWords.Count(limit)} tokens at once, with notes, question and answer beside them; a longer one is read in sections, all of it."
        : "No model is ready to count tokens: texts can be added once one is.";
}

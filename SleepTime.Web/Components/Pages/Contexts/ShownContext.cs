using SleepTime.Engine.Contexts;

namespace SleepTime.Web.Components.Pages.Contexts;

/// <summary>What the page of a context shows. While somebody writes on it, nothing takes away the field with the draft.</summary>
/// <param name="IsGone">The context was deleted; it is shown as it was.</param>
/// <param name="IsHeld">The loaded model reads the text in another way than it is shown: at once, or in sections.</param>
public sealed record ShownContext(ContextDetails Details, bool IsGone = false, bool IsHeld = false)
{
    /// <summary>What to show next.</summary>
    /// <param name="read">As it stands now; null when there is no such context.</param>
    /// <param name="shown">What is shown now; null when nothing is yet.</param>
    public static ShownContext? Of(ContextDetails? read, ShownContext? shown, bool isDrafting, bool isModelLoading)
    {
        if (read is null)
            return isDrafting && shown is not null ? shown with { IsGone = true, IsHeld = false } : null;
        // Without a model every text counts as one that is read at once: until there is one, how it was shown stays.
        if (shown is not null && shown.Details.Fits != read.Fits && (isDrafting || isModelLoading))
            return new ShownContext(read with { Fits = shown.Details.Fits, Sections = shown.Details.Sections }, IsHeld: !isModelLoading);
        return new ShownContext(read);
    }
}

using SleepTime.Engine.Contexts.Extraction;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Contexts;

/// <summary>Pages and headings of a file, in words.</summary>
public static class SourceWords
{
    private const int MostPlaces = 5;

    public static string Structure(DocumentOutline outline) =>
        Pages(outline)
        + (outline.Headings.Count > 0 ? $", {NumberWords.Of(outline.Headings.Count, "heading")}" : "");

    /// <summary>What of the file is not in the text, in sentences.</summary>
    public static string Missing(DocumentGaps gaps)
    {
        string?[] sentences =
        [
            gaps.PagesWithText < gaps.Pages
                ? $"{NumberWords.Count(gaps.PagesWithText)} of {NumberWords.Of(gaps.Pages, "page")} {(gaps.PagesWithText == 1 ? "has" : "have")} text; {(gaps.Pages - gaps.PagesWithText == 1 ? "the other one" : "the others")} may be scanned. Text recognition (OCR) makes text of them."
                : null,
            gaps.Unread.Count > 0 ? $"Not read: its {string.Join(", ", gaps.Unread.Select(Part))}. Copy what counts there into the text." : null,
        ];
        return string.Join(' ', sentences.OfType<string>());
    }

    public static string OnPage(DocumentOutline outline, HeadingMark heading) =>
        outline.PlaceAt(heading.Start).Page is { } page ? $", page {NumberWords.Count(page)}" : "";

    /// <summary>Where the marked sentences stand in the file; null when nothing is marked or known.</summary>
    public static string? Places(DocumentOutline outline, IReadOnlyList<TextPart> parts)
    {
        var places = new List<string>();
        var offset = 0;
        foreach (var part in parts)
        {
            if (part.IsSource)
                places.Add(outline.PlaceAt(offset).ToString());
            offset += part.Text.Length;
        }
        var known = places.Where(place => place.Length > 0).Distinct().ToList();
        return known.Count == 0 ? null : $"In the file: {string.Join("; ", known.Take(MostPlaces))}{(known.Count > MostPlaces ? " and more" : "")}.";
    }

    // Of a file that was read before its pages were counted only those with text are known.
    private static string Pages(DocumentOutline outline) => outline switch
    {
        { PageCount: { } all } when all > outline.Pages.Count => $", {NumberWords.Count(outline.Pages.Count)} of {NumberWords.Of(all, "page")} with text",
        { PageCount: { } all } => $", {NumberWords.Of(all, "page")}",
        { Pages.Count: > 0 } => $", {NumberWords.Of(outline.Pages.Count, "page")} with text",
        _ => "",
    };

    private static string Part(UnreadPart part) => part switch
    {
        UnreadPart.HeadersAndFooters => "headers and footers",
        UnreadPart.Comments => "comments",
        UnreadPart.Charts => "charts and diagrams",
        UnreadPart.Documents => "embedded documents",
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "There is no such part."),
    };
}

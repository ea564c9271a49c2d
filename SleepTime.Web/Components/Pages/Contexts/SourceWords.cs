using SleepTime.Engine.Contexts.Extraction;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Contexts;

/// <summary>Pages and headings of a file, in words.</summary>
public static class SourceWords
{
    private const int MostPlaces = 5;

    public static string Structure(DocumentOutline outline) =>
        (outline.Pages.Count > 0 ? $", {NumberWords.Of(outline.Pages.Count, "page")} with text" : "")
        + (outline.Headings.Count > 0 ? $", {NumberWords.Of(outline.Headings.Count, "heading")}" : "");

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
}

using System.Text.RegularExpressions;
using SleepTime.Engine.Contexts.Extraction;

namespace SleepTime.Engine.Contexts.Sections;

/// <summary>What sections are called, after the pages or headings that they cover. Pure.</summary>
internal static partial class SectionLabels
{
    private const int MaxTitle = 80;

    /// <summary>Pages where the document has some, else headings; null where it has neither.</summary>
    public static string? Of(DocumentOutline outline, int start, int end)
    {
        if (Covered(outline.Pages, page => page.Start, start, end) is { } pages)
            return pages.First.Number == pages.Last.Number ? $"Page {pages.First.Number:N0}" : $"Pages {pages.First.Number:N0}–{pages.Last.Number:N0}";
        if (Covered(outline.Headings, heading => heading.Start, start, end) is { } headings)
            return headings.First == headings.Last ? Short(headings.First.Title) : $"{Short(headings.First.Title)} – {Short(headings.Last.Title)}";
        return null;
    }

    /// <summary>Of sections with the same label after each other, which is which.</summary>
    public static IReadOnlyList<TextSection> Numbered(IReadOnlyList<TextSection> sections)
    {
        List<TextSection> numbered = [];
        for (var first = 0; first < sections.Count;)
        {
            var label = Plain(sections[first].Label);
            var count = 1;
            while (label is not null && first + count < sections.Count && Plain(sections[first + count].Label) == label)
                count++;
            for (var i = 0; i < count; i++)
                numbered.Add(sections[first + i] with { Label = count == 1 ? label : $"{label} ({i + 1} of {count})" });
            first += count;
        }
        return numbered;
    }

    /// <summary>Without what <see cref="Numbered"/> put behind it.</summary>
    public static string? Plain(string? label) => label is null ? null : Numbering().Replace(label, "");

    /// <summary>The mark in force where the section begins, or the first in it, and the last in it; null when there is none up to its end.</summary>
    private static (T First, T Last)? Covered<T>(IReadOnlyList<T> marks, Func<T, int> startOf, int start, int end)
        where T : class
    {
        var last = LastUpTo(marks, startOf, end - 1);
        if (last < 0)
            return null;
        var first = LastUpTo(marks, startOf, start);
        return (marks[Math.Max(first, 0)], marks[last]);
    }

    private static int LastUpTo<T>(IReadOnlyList<T> marks, Func<T, int> startOf, int offset)
    {
        var (low, high) = (0, marks.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = startOf(marks[middle]) <= offset ? (middle + 1, high) : (low, middle);
        }
        return low - 1;
    }

    private static string Short(string title) => title.Length <= MaxTitle ? title : title[..(char.IsHighSurrogate(title[MaxTitle - 2]) ? MaxTitle - 2 : MaxTitle - 1)] + "…";

    [GeneratedRegex(@" \(\d+ of \d+\)$")]
    private static partial Regex Numbering();
}

using SleepTime.Engine.Contexts.Extraction;

namespace SleepTime.Engine.Contexts.Sections;

/// <summary>
/// Cuts a text into sections that cover it without gap or overlap, none longer than allowed: where a heading begins, else
/// where a page does, else between paragraphs, lines, sentences, words, and in the last resort between characters as people
/// see them. Each section costs a few countings of its own length, whatever the length of the text. Pure.
/// </summary>
internal static class SectionSplitter
{
    // A heading begins a section of its own unless the one before it is still this small a part of what a section may have.
    private const double LeastBeforeHeading = 1.0 / 8;

    // Pages join until this much is full, so that a section is not a few lines of many short pages.
    private const double LeastBeforePage = 1.0 / 2;

    /// <param name="outline">Of this text; its marks are where cuts are best.</param>
    /// <param name="count">Tokens of a text.</param>
    /// <param name="budget">Most tokens of a section, 32 or more.</param>
    public static IReadOnlyList<TextSection> Split(string text, DocumentOutline outline, Func<string, int> count, int budget)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(budget, 32);
        int[] headings = [.. outline.Headings.Select(heading => heading.Start).Where(start => start > 0 && start < text.Length).Distinct().Order()];
        int[] pages = [.. outline.Pages.Select(page => page.Start).Where(start => start > 0 && start < text.Length).Distinct().Order()];
        var window = new SectionWindow(text, count, budget);
        List<TextSection> sections = [];
        for (var start = 0; start < text.Length;)
        {
            var (end, tokens) = window.From(start);
            var cut = Cut(text, start, end, (double)budget / tokens, headings, pages);
            while (cut < end && (tokens = window.Count(start, cut)) > budget)
            {
                // A part nearly never has more tokens than the whole; where it does, less of it has fewer.
                end = cut;
                cut = SectionCuts.Best(text, start, Math.Max(start + 1, start + ((cut - start) / 2)));
            }
            sections.Add(new TextSection(start, cut - start, tokens, SectionLabels.Of(outline, start, cut)));
            start = cut;
        }
        return SectionLabels.Numbered(sections);
    }

    /// <param name="fill">How often what was read would fit a section: above 1 at the end of the text.</param>
    private static int Cut(string text, int start, int end, double fill, int[] headings, int[] pages)
    {
        int After(double share) => start + (int)Math.Min(end - start, (end - start) * fill * share);
        if (FirstFrom(headings, Math.Max(start + 1, After(LeastBeforeHeading))) is { } heading && heading <= end)
            return heading;
        if (end == text.Length)
            return end;
        if (LastUpTo(pages, end) is { } page && page > start && page >= After(LeastBeforePage))
            return page;
        return SectionCuts.Best(text, start, end);
    }

    private static int? FirstFrom(int[] sorted, int from)
    {
        var at = Array.BinarySearch(sorted, from);
        at = at < 0 ? ~at : at;
        return at < sorted.Length ? sorted[at] : null;
    }

    private static int? LastUpTo(int[] sorted, int end)
    {
        var at = Array.BinarySearch(sorted, end);
        at = at < 0 ? ~at - 1 : at;
        return at >= 0 ? sorted[at] : null;
    }
}

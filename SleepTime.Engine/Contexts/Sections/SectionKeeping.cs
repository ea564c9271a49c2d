using SleepTime.Engine.Contexts.Extraction;

namespace SleepTime.Engine.Contexts.Sections;

/// <summary>A section of the text before, as far as an edit needs to know it.</summary>
internal sealed record EarlierSection(string Text, int Tokens, string? Label);

/// <summary>
/// Cuts an edited text so that every section that did not change stays one, and keeps its label: only what was written
/// between such sections is cut anew. Pure.
/// </summary>
internal static class SectionKeeping
{
    // Each section that is nowhere costs a search through the rest of the text; so many missing say that the text is another.
    private const int MostMissing = 64;

    // A few words stand in many places and keep no section apart from another.
    private const int LeastCharacters = 40;

    /// <inheritdoc cref="SectionSplitter.Split"/>
    /// <param name="earlier">The sections of the text before, in order, cut for the same model.</param>
    public static IReadOnlyList<TextSection> Split(string text, DocumentOutline outline, IReadOnlyList<EarlierSection> earlier, Func<string, int> count, int budget)
    {
        List<TextSection> sections = [];
        var (at, next) = (0, 0);
        foreach (var (index, start) in Find(text, earlier))
        {
            Fill(start, index);
            sections.Add(new TextSection(start, earlier[index].Text.Length, earlier[index].Tokens, earlier[index].Label));
            (at, next) = (start + earlier[index].Text.Length, index + 1);
        }
        Fill(text.Length, earlier.Count);
        return SectionLabels.Numbered(sections);

        void Fill(int end, int before)
        {
            if (end == at)
                return;
            var (from, label) = (at, LabelOf(earlier, next, before));
            foreach (var section in SectionSplitter.Split(text[from..end], Within(outline, from, end), count, budget))
                sections.Add(section with { Start = section.Start + from, Label = section.Label ?? label });
        }
    }

    /// <summary>Where sections of before stand in the text now, in its order: from both ends, then between.</summary>
    private static IReadOnlyList<(int Index, int Start)> Find(string text, IReadOnlyList<EarlierSection> earlier)
    {
        List<(int Index, int Start)> found = [];
        var (first, at) = (0, 0);
        for (; first < earlier.Count && StandsAt(text, at, earlier[first].Text); first++)
        {
            found.Add((first, at));
            at += earlier[first].Text.Length;
        }
        List<(int Index, int Start)> tail = [];
        var (last, end) = (earlier.Count - 1, text.Length);
        for (; last >= first && end - earlier[last].Text.Length >= at && StandsAt(text, end - earlier[last].Text.Length, earlier[last].Text); last--)
        {
            end -= earlier[last].Text.Length;
            tail.Add((last, end));
        }
        var missing = 0;
        for (var index = first; index <= last && missing < MostMissing; index++)
        {
            var section = earlier[index].Text;
            var start = section.Length < LeastCharacters || section.Length > end - at ? -1 : text.IndexOf(section, at, end - at, StringComparison.Ordinal);
            if (start < 0)
            {
                missing++;
                continue;
            }
            found.Add((index, start));
            at = start + section.Length;
        }
        tail.Reverse();
        return [.. found, .. tail];
    }

    private static bool StandsAt(string text, int at, string section) => string.CompareOrdinal(text, at, section, 0, section.Length) == 0;

    /// <summary>What stood in the place of a new piece gives it its label.</summary>
    private static string? LabelOf(IReadOnlyList<EarlierSection> earlier, int from, int before)
    {
        string[] labels = [.. earlier.Skip(from).Take(before - from).Select(section => SectionLabels.Plain(section.Label)).OfType<string>().Distinct()];
        return labels switch
        {
            [] => from > 0 ? SectionLabels.Plain(earlier[from - 1].Label) : null,
            [var only] => only,
            [var first, .., var last] => $"{first} – {last}",
        };
    }

    private static DocumentOutline Within(DocumentOutline outline, int from, int end) => new(
        [.. outline.Pages.Where(page => page.Start >= from && page.Start < end).Select(page => page with { Start = page.Start - from })],
        [.. outline.Headings.Where(heading => heading.Start >= from && heading.Start < end).Select(heading => heading with { Start = heading.Start - from })]);
}

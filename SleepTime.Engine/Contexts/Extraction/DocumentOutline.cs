using System.Text.Json.Serialization;

namespace SleepTime.Engine.Contexts.Extraction;

/// <summary>A page of the file, from a place in its text on.</summary>
/// <param name="Number">From 1, as the reader of the file counts.</param>
/// <param name="Start">Offset of its first character in the text.</param>
public sealed record PageMark(int Number, int Start);

/// <summary>A heading, which holds until the next one of its level or above.</summary>
/// <param name="Level">1 for the highest.</param>
/// <param name="Start">Offset of its first character in the text.</param>
public sealed record HeadingMark(int Level, string Title, int Start);

/// <summary>
/// What a text kept of the structure of its file: where pages and headings begin, each list in the order of the text.
/// Formats without pages have none. Immutable.
/// </summary>
/// <param name="Pages">Those with text.</param>
/// <param name="PageCount">Of the file, those without text too; null where the format has none, and of files read before it was kept.</param>
/// <param name="Unread">What the file has beside what is read of it; null where there is nothing.</param>
public sealed record DocumentOutline(
    IReadOnlyList<PageMark> Pages, IReadOnlyList<HeadingMark> Headings, int? PageCount = null, IReadOnlyList<UnreadPart>? Unread = null)
{
    public static DocumentOutline Empty { get; } = new([], []);

    /// <summary>What of the file is not in its text; null where all of it is, as far as is known.</summary>
    [JsonIgnore]
    public DocumentGaps? Gaps => PageCount > Pages.Count || Unread is { Count: > 0 } ? new(PageCount ?? 0, Pages.Count, Unread ?? []) : null;

    /// <summary>Where a character of the text stands in the file.</summary>
    /// <param name="offset">0 or more; beyond the end it counts as the last place.</param>
    public DocumentPlace PlaceAt(int offset) => new(
        Pages.LastOrDefault(page => page.Start <= offset)?.Number,
        Headings.LastOrDefault(heading => heading.Start <= offset)?.Title);
}

/// <summary>A place in a file, for citations; either part is null where the format has none or the text begins without it.</summary>
public sealed record DocumentPlace(int? Page, string? Heading)
{
    /// <summary>"page 3, Heading"; empty when nothing is known.</summary>
    public override string ToString() => (Page, Heading) switch
    {
        ({ } page, { } heading) => $"page {page:N0}, {heading}",
        ({ } page, null) => $"page {page:N0}",
        (null, { } heading) => heading,
        _ => "",
    };
}

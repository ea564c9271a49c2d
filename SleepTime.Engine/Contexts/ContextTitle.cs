namespace SleepTime.Engine.Contexts;

/// <summary>Titles: given ones are checked, missing ones made.</summary>
internal static class ContextTitle
{
    private const int MaxDefaultLength = 60;
    private const int MostRead = 1_000; // of a line: a text may be one line of megabytes

    /// <summary>The title a person gave, or null when there is nothing to read in it.</summary>
    /// <exception cref="ContextRefusedException">It is too long.</exception>
    public static string? Given(string? title)
    {
        var clean = Clean(title ?? "");
        if (clean.Length > Context.MaxTitleLength)
        {
            throw new ContextRefusedException(ContextRefusal.BadTitle,
                $"The title has {clean.Length:N0} characters; at most {Context.MaxTitleLength} are possible. Shorten it.");
        }
        return clean.Length == 0 ? null : clean;
    }

    /// <summary>The name of an uploaded file, without the folders that some browsers send along.</summary>
    public static string OfFile(string fileName) => Cut(Clean(fileName.Split('/', '\\')[^1]), Context.MaxTitleLength);

    /// <summary>The first line of a text that says something, without the signs of a heading.</summary>
    public static string OfText(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var words = Clean(line[..Math.Min(line.Length, MostRead)].TrimStart("# \t").ToString());
            if (words.Length > 0)
                return Cut(words, MaxDefaultLength);
        }
        return "Untitled";
    }

    private static string Clean(string title) =>
        string.Join(' ', string.Concat(title.Select(character => char.IsControl(character) ? ' ' : character)).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Cut between words where there are any, and never through a character; the ellipsis counts.</summary>
    private static string Cut(string title, int length)
    {
        if (title.Length <= length)
            return title;
        var end = title.LastIndexOf(' ', length - 1);
        if (end < 0)
            end = char.IsHighSurrogate(title[length - 2]) ? length - 2 : length - 1;
        return title[..end] + "…";
    }
}

namespace SleepTime.Engine.Contexts;

/// <summary>Titles: given ones are checked, missing ones made.</summary>
internal static class ContextTitle
{
    private const int MaxDefaultLength = 60;

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

    /// <summary>The first words of a text.</summary>
    public static string OfText(string text)
    {
        var line = text.TrimStart('#', ' ');
        var end = line.IndexOf('\n');
        return Cut(Clean(end < 0 ? line : line[..end]), MaxDefaultLength);
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

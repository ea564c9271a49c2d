namespace SleepTime.Engine.Contexts.Extraction;

/// <summary>An outline is read with its text each time: a file that is nothing but headings must not make it huge. Pure.</summary>
internal static class OutlineLimits
{
    public const int MaxHeadings = 5_000;
    private const int MaxLength = 200;

    /// <summary>A title of at most 200 characters, never cut through one of them.</summary>
    public static string Cut(string title)
    {
        if (title.Length <= MaxLength)
            return title;
        var end = char.IsHighSurrogate(title[MaxLength - 2]) ? MaxLength - 2 : MaxLength - 1;
        return title[..end].TrimEnd() + "…";
    }
}

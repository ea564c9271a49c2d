using System.Text.RegularExpressions;

namespace SleepTime.Engine.ModelHosting.Inspection;

/// <summary>Models in several files, named model-00001-of-00003.gguf and so on by llama.cpp's own tool.</summary>
internal static partial class SplitFiles
{
    // No model is in more; a name can say anything.
    private const int Most = 1_000;

    /// <summary>All files that belong together with this one, by their names; empty for a model in one file.</summary>
    public static IReadOnlyList<string> Of(string path)
    {
        if (Parse(path) is not { Count: > 1 and <= Most } name)
            return [];
        return [.. Enumerable.Range(1, name.Count).Select(part => name.File(part))];
    }

    /// <summary>The name of the first file, which is the one to load, when this is a later one; null otherwise.</summary>
    public static string? FirstOf(string path) => Parse(path) is { Part: > 1 } name ? Path.GetFileName(name.File(1)) : null;

    private static Name? Parse(string path) => Part().Match(Path.GetFileName(path)) is { Success: true } match
        ? new Name(Path.GetDirectoryName(path)!, match.Groups["stem"].Value, int.Parse(match.Groups["part"].ValueSpan), int.Parse(match.Groups["count"].ValueSpan))
        : null;

    private sealed record Name(string Folder, string Stem, int Part, int Count)
    {
        public string File(int part) => Path.Combine(Folder, $"{Stem}-{part:00000}-of-{Count:00000}.gguf");
    }

    [GeneratedRegex(@"^(?<stem>.+)-(?<part>\d{5})-of-(?<count>\d{5})\.gguf$")]
    private static partial Regex Part();
}

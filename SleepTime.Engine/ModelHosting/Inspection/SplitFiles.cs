using System.Text.RegularExpressions;

namespace SleepTime.Engine.ModelHosting.Inspection;

/// <summary>Models in several files, named model-00001-of-00003.gguf and so on by llama.cpp's own tool.</summary>
internal static partial class SplitFiles
{
    /// <param name="path">One of the files.</param>
    /// <param name="count">How many there are as the file says; null for a model in one file.</param>
    /// <returns>The names of those that are not beside it.</returns>
    public static IReadOnlyList<string> Missing(string path, long? count)
    {
        if (count is not > 1 || Part().Match(Path.GetFileName(path)) is not { Success: true } name)
            return [];
        var folder = Path.GetDirectoryName(path)!;
        return [.. Enumerable.Range(1, (int)Math.Min(count.Value, 99_999))
            .Select(part => $"{name.Groups["stem"].Value}-{part:00000}-of-{name.Groups["count"].Value}.gguf")
            .Where(file => !File.Exists(Path.Combine(folder, file)))];
    }

    [GeneratedRegex(@"^(?<stem>.+)-\d{5}-of-(?<count>\d{5})\.gguf$")]
    private static partial Regex Part();
}

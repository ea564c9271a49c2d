using System.Text.RegularExpressions;
using SleepTime.Engine.Contexts.Extraction;

namespace SleepTime.Engine.Contexts.Sections;

/// <summary>The outline of a text that was pasted or edited, so that no file tells it: its lines that begin as headings of Markdown do. Pure.</summary>
internal static partial class PlainOutline
{
    public static DocumentOutline Of(string text) => new([], [.. Heading().Matches(text).Select(match =>
        new HeadingMark(match.Groups[1].Length, match.Groups[2].Value, match.Index))]);

    [GeneratedRegex(@"^(#{1,6})[ \t]+(\S[^\n]*?)[ \t#]*$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}

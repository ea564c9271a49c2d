using SleepTime.Engine;

namespace SleepTime.Tests;

public sealed class MarkdownLineTests
{
    [Theory]
    [InlineData("a |\r\n<b> [c](d)", "a \\| \\<b\\> \\[c\\]\\(d\\)")]
    [InlineData("# Heading", "\\# Heading")]
    [InlineData(" - item", " \\- item")]
    [InlineData("sleeptime-tiny on 2026-11-30, C# + more", "sleeptime-tiny on 2026-11-30, C# + more")]
    [InlineData("![x](y) **bold** `code`", "\\!\\[x\\]\\(y\\) \\*\\*bold\\*\\* \\`code\\`")]
    [InlineData("über 🎉", "über 🎉")]
    [InlineData(null, "")]
    public void Of_AnyText_IsShownAsItIsOnOneLine(string? text, string expected) => Assert.Equal(expected, MarkdownLine.Of(text));
}

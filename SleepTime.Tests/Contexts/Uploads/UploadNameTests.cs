using SleepTime.Engine.Contexts.Uploads;

namespace SleepTime.Tests.Contexts.Uploads;

public sealed class UploadNameTests
{
    [Theory]
    [InlineData("notes.txt", "notes.txt")]
    [InlineData("../../x.txt", "x.txt")]
    [InlineData("/etc/passwd", "etc/passwd")]
    [InlineData("C:\\notes\\week 9.md", "notes/week 9.md")]
    [InlineData("docs/./a/../b.md", "docs/a/b.md")]
    [InlineData("..", "file")]
    [InlineData("", "file")]
    [InlineData("a\u0000b\r\n.txt", "a b  .txt")]
    [InlineData("report\u202Etxt.exe", "reporttxt.exe")]
    [InlineData("שלום 👩‍👧.txt", "שלום 👩‍👧.txt")]
    public void Clean_AnyName_HasNoWayUpAndNoTricks(string name, string expected) => Assert.Equal(expected, UploadName.Clean(name));

    [Fact]
    public void Clean_TooLong_KeepsTheEnd()
    {
        var clean = UploadName.Clean(string.Concat(Enumerable.Repeat("🌙", 400)) + ".pdf");

        Assert.InRange(clean.Length, 250, Upload.MaxFileNameLength);
        Assert.EndsWith("🌙.pdf", clean);
        Assert.All(clean[1..].EnumerateRunes(), rune => Assert.NotEqual(0xFFFD, rune.Value));
    }
}

using SleepTime.Engine.Contexts;

namespace SleepTime.Tests.Contexts;

public sealed class ContextTitleTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData(" \t\u0007 ", null)]
    [InlineData("  Our\tplan\n for  May \u001b", "Our plan for May")]
    public void Given_Title_IsCleaned(string? given, string? expected) => Assert.Equal(expected, ContextTitle.Given(given));

    [Fact]
    public void Given_TooLong_NamesBothLengths()
    {
        var refused = Assert.Throws<ContextRefusedException>(() => ContextTitle.Given(new string('x', 201)));

        Assert.Equal(ContextRefusal.BadTitle, refused.Reason);
        Assert.Contains("201 characters; at most 200", refused.Message);
    }

    [Theory]
    [InlineData("## Plan\n\nText", "Plan")]
    [InlineData("#\nHello", "Hello")]
    [InlineData("\r\n  \n### \n Then", "Then")]
    [InlineData("###", "Untitled")]
    [InlineData("One two three four five six seven eight nine ten eleven twelve", "One two three four five six seven eight nine ten eleven…")]
    public void OfText_FirstLine_IsCutBetweenWords(string text, string expected) => Assert.Equal(expected, ContextTitle.OfText(text));

    [Fact]
    public void OfText_OneLongWord_IsCutButNotThroughACharacter()
    {
        var title = ContextTitle.OfText(new string('a', 58) + "🌙" + new string('b', 40));

        Assert.Equal(new string('a', 58) + "…", title);
    }

    [Theory]
    [InlineData("C:\\temp\\plan.md", "plan.md")]
    [InlineData("/home/maya/plan.txt", "plan.txt")]
    public void OfFile_Path_IsItsName(string fileName, string expected) => Assert.Equal(expected, ContextTitle.OfFile(fileName));
}

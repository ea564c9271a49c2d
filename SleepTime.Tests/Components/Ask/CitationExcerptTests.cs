using SleepTime.Web.Components.Pages.Ask;

namespace SleepTime.Tests.Components.Ask;

public sealed class CitationExcerptTests
{
    [Fact]
    public void Of_LongText_ShowsWhatStandsAround()
    {
        var parts = CitationExcerpt.Of($"{new string('a', 500)} It is so. {new string('b', 500)}", ["It is so."]);

        Assert.Equal([false, true, false], parts.Select(part => part.IsSource));
        Assert.Equal("It is so.", parts[1].Text);
        Assert.Equal($"…{new string('a', 159)} ", parts[0].Text);
        Assert.Equal($" {new string('b', 159)}…", parts[2].Text);
    }

    [Fact]
    public void Of_SentenceNoLongerThere_IsEmpty() => Assert.Empty(CitationExcerpt.Of("Another text.", ["It is so."]));

    [Fact]
    public void Of_EmojiAtTheCut_StaysWhole()
    {
        var parts = CitationExcerpt.Of($"It is so.{new string('b', 159)}😀{new string('b', 200)}", ["It is so."]);
        Assert.Equal($"{new string('b', 159)}…", parts[1].Text);
    }
}

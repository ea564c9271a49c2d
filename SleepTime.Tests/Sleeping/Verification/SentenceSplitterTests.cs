using FsCheck.Xunit;
using SleepTime.Engine.Sleeping.Verification;

namespace SleepTime.Tests.Sleeping.Verification;

public sealed class SentenceSplitterTests
{
    [Fact]
    public void Split_Prose_EndsAtFullStopsQuestionsAndShouts() =>
        Assert.Equal(["Ann has 3.", "Does Ben?", "No!", "He has none"], Texts("Ann has 3. Does Ben? No!  He has none"));

    [Theory]
    [InlineData("The road is 3.5 km long.")]
    [InlineData("Dr. Smith met Mr. Lee at no. 7.")]
    [InlineData("Things such as pens, e.g. red ones, are here.")]
    [InlineData("J. Doe signed it.")]
    [InlineData("It opens at 8 a.m. and closes at 5 p.m.")]
    public void Split_AFullStopWithin_KeepsTheSentenceWhole(string sentence) => Assert.Equal([sentence], Texts(sentence));

    [Fact]
    public void Split_AListAndATable_TakesEachLine() =>
        Assert.Equal(["The keys:", "- Ann: 3", "- Ben: 4", "| Carl | 5 |"], Texts("The keys:\n- Ann: 3\r\n- Ben: 4\n\n| --- | --- |\n| Carl | 5 |\n"));

    [Fact]
    public void Split_AQuotedSentence_EndsBehindTheQuote() => Assert.Equal(["He said \"Go.", "Then he left."], Texts("He said \"Go.\" Then he left."));

    [Property]
    public void Split_AnyText_GivesPiecesInOrderThatStandWhereTheySay(string? given)
    {
        var text = given ?? "";
        var end = 0;
        foreach (var sentence in SentenceSplitter.Split(text))
        {
            Assert.True(sentence.Start >= end);
            end = sentence.Start + sentence.Text.Length;
            Assert.Equal(sentence.Text, text[sentence.Start..end]);
        }
        Assert.True(end <= text.Length);
    }

    private static IEnumerable<string> Texts(string text) => SentenceSplitter.Split(text).Select(sentence => sentence.Text);
}

using SleepTime.Web.Components.Pages.Contexts;

namespace SleepTime.Tests.Components.Contexts;

public sealed class TextHighlightTests
{
    private const string Text = "Ann has 3 balls. Ben has 4 balls.\nThey are red.";

    [Fact]
    public void Split_OneSentence_MarksItAndKeepsTheRest()
    {
        var parts = TextHighlight.Split(Text, ["Ben has 4 balls."]);

        Assert.Equal(["Ann has 3 balls. ", "Ben has 4 balls.", "\nThey are red."], parts.Select(part => part.Text));
        Assert.Equal([false, true, false], parts.Select(part => part.IsSource));
    }

    [Theory]
    [InlineData("Ann has 3 balls.\nThey are red.")]
    [InlineData("They are red.\nAnn has 3 balls.")]
    [InlineData("Ann has 3 balls. Ben\nBen has 4 balls.")]
    [InlineData("Ann has 9 balls.")]
    [InlineData("")]
    public void Split_AnySentences_GivesTheWholeTextAgain(string sentences) =>
        Assert.Equal(Text, string.Concat(TextHighlight.Split(Text, sentences.Split('\n')).Select(part => part.Text)));

    [Fact]
    public void Split_NotInTheText_MarksNothing()
    {
        Assert.All(TextHighlight.Split(Text, ["Ann has 9 balls."]), part => Assert.False(part.IsSource));
        Assert.Equal(0, TextHighlight.Count(Text, ["Ann has 9 balls."]));
    }

    [Fact]
    public void Count_SomeGone_CountsThoseLeft() => Assert.Equal(1, TextHighlight.Count(Text, ["They are red.", "Ann has 9 balls."]));
}

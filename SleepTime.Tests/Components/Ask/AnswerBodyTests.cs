using Bunit;
using SleepTime.Web.Components.Pages.Ask;

namespace SleepTime.Tests.Components.Ask;

public sealed class AnswerBodyTests : PageTest
{
    [Fact]
    public void Render_Thoughts_AreFoldedAndCountedApartFromTheAnswer()
    {
        var body = Body("<think>Three and four. Answer: 6?</think>\n3 + 4 = 7. Answer: 7");

        var thoughts = body.Find("details.thoughts");
        Assert.False(thoughts.HasAttribute("open"));
        Assert.Contains("Thoughts, 5 words", thoughts.TextContent, StringComparison.Ordinal);
        Assert.Equal("Answer: 7", body.Find(".st-final").TextContent);
    }

    [Fact]
    public void Render_StillThinking_SaysSo() => Assert.Contains("Thinking, 2 words", Body("<think>Three and", isWriting: true).Find("summary").TextContent, StringComparison.Ordinal);

    [Fact]
    public void Render_NoThoughts_HasNoFold() => Assert.Empty(Body("Answer: 7").FindAll("details"));

    private IRenderedComponent<AnswerBody> Body(string text, bool isWriting = false) =>
        Render<AnswerBody>(parameters => parameters.Add(body => body.Text, text).Add(body => body.IsWriting, isWriting));
}

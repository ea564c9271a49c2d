using SleepTime.Web.Endpoints.OpenAi;

namespace SleepTime.Tests.Endpoints.OpenAi;

public sealed class ThoughtsTests
{
    [Theory]
    [InlineData("<think>\n3 < 4, so 7.\n</think>\n\nAnswer: 7", "3 < 4, so 7.", "Answer: 7")]
    [InlineData("Answer: 7", "", "Answer: 7")]
    [InlineData("<think>\nnever ends", "never ends", "")]
    public async Task Part_TokenByToken_GivesBothWholeAndNoTag(string reply, string thoughts, string said)
    {
        var pieces = new List<ChatPiece>();
        await foreach (var piece in Thoughts.Part(Letters(reply), TestContext.Current.CancellationToken))
            pieces.Add(piece);

        Assert.Equal(thoughts, Text(isThought: true));
        Assert.Equal(said, Text(isThought: false));
        Assert.IsType<ChatEnd>(pieces[^1]);

        string Text(bool isThought) => string.Concat(pieces.OfType<ChatText>().Where(text => text.IsThought == isThought).Select(text => text.Text));
    }

    private static async IAsyncEnumerable<ChatPiece> Letters(string reply)
    {
        foreach (var letter in reply)
        {
            await Task.Yield();
            yield return new ChatText(letter.ToString());
        }
        yield return new ChatEnd("stop", null, null, null);
    }
}

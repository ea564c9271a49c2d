using SleepTime.Web.Endpoints.OpenAi;

namespace SleepTime.Tests.Endpoints.OpenAi;

public sealed class ThoughtsTests
{
    [Theory]
    [InlineData("<think>\n3 < 4, so 7.\n</think>\n\nAnswer: 7", "3 < 4, so 7.", "Answer: 7")]
    [InlineData("Answer: 7", "", "Answer: 7")]
    [InlineData("\n<think>3 <b>4</b></think>Answer: 7\n", "3 <b>4</b>", "Answer: 7\n")]
    [InlineData("The tag </think> ends thoughts.", "", "The tag </think> ends thoughts.")]
    [InlineData("<think></think>\n7", "", "7")]
    [InlineData("a <think>b</think>", "", "a <think>b</think>")]
    [InlineData("<thi", "", "<thi")]
    [InlineData("<think>3 < 4 </thi", "3 < 4 </thi", "")]
    [InlineData("<think>\nnever ends", "never ends", "")]
    public async Task Part_InAnySteps_GivesBothWholeAndNoTag(string reply, string thoughts, string said)
    {
        foreach (var step in new[] { 1, 2, 5, 100 })
            await CheckAsync(reply, step, thoughts, said);
    }

    private static async Task CheckAsync(string reply, int step, string thoughts, string said)
    {
        var pieces = new List<ChatPiece>();
        await foreach (var piece in Thoughts.Part(Parts(reply, step), TestContext.Current.CancellationToken))
            pieces.Add(piece);

        Assert.Equal(thoughts, Text(isThought: true));
        Assert.Equal(said, Text(isThought: false));
        Assert.IsType<ChatEnd>(pieces[^1]);

        string Text(bool isThought) => string.Concat(pieces.OfType<ChatText>().Where(text => text.IsThought == isThought).Select(text => text.Text));
    }

    private static async IAsyncEnumerable<ChatPiece> Parts(string reply, int step)
    {
        foreach (var part in reply.Chunk(step))
        {
            await Task.Yield();
            yield return new ChatText(new string(part));
        }
        yield return new ChatEnd("stop", null, null, null);
    }
}

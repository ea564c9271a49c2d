using SleepTime.Engine.Answering;

namespace SleepTime.Tests.Answering;

public sealed class ThoughtTextTests
{
    [Theory]
    [InlineData("3 + 4 = 7. Answer: 7", "", "3 + 4 = 7. Answer: 7", false)]
    [InlineData("<think>\n3 + 4?\n</think>\n\nAnswer: 7", "3 + 4?", "Answer: 7", false)]
    [InlineData("The tag </think> ends thoughts.", "", "The tag </think> ends thoughts.", false)]
    [InlineData("<think></think>Answer: 7", "", "Answer: 7", false)]
    [InlineData("<think>\n3 + 4", "3 + 4", "", true)]
    [InlineData("\n<think>3\n", "3", "", true)]
    [InlineData("", "", "", false)]
    [InlineData("a < b", "", "a < b", false)]
    public void Split_Reply_PartsThoughtsFromWhatIsSaid(string reply, string thoughts, string said, bool isOpen) =>
        Assert.Equal(new ThoughtText(thoughts, said, isOpen), ThoughtText.Split(reply));

    [Theory]
    [InlineData("<think>Answer: 6? No.</think>Answer: 7", "7")]
    [InlineData("<think>Answer: 6</think>It is seven.", null)]
    [InlineData("<think>Answer: 6", null)]
    public void FinalAnswer_InThoughts_DoesNotCount(string reply, string? expected) => Assert.Equal(expected, AnswerParser.FinalAnswer(reply));
}

using SleepTime.Web.Components.Shared;

namespace SleepTime.Tests.Components.Shared;

public sealed class AnswerTextTests
{
    [Fact]
    public void Split_StepsAndAnswer_PartsThem()
    {
        var parts = AnswerText.Split("8 + 5 = 13. Answer: 13");
        Assert.Equal("8 + 5 = 13. ", parts.Reasoning);
        Assert.Equal("13", parts.Final);
    }

    [Theory]
    [InlineData("8 + 5")]
    [InlineData("8 + 5. Answer: ")]
    public void Split_AnswerNotThereYet_HasNone(string reply) => Assert.Null(AnswerText.Split(reply).Final);

    [Fact]
    public void Split_AnswerTwice_TakesTheLast() => Assert.Equal("14", AnswerText.Split("Answer: 13\nNo. Answer: 14").Final);

    [Theory]
    [InlineData("So:\n**Answer: 13**", "So:\n", "13")]
    [InlineData("So:\n**Answer:** 13", "So:\n", "13")]
    [InlineData("Answer: `13`", "", "13")]
    public void Split_AnswerInBold_LeavesTheMarksOut(string reply, string reasoning, string final) =>
        Assert.Equal((reasoning, final), (AnswerText.Split(reply).Reasoning, AnswerText.Split(reply).Final));

    [Theory]
    [InlineData("<think>3+4</think>It is seven.", "It is seven.")]
    [InlineData("It is seven.", "It is seven.")]
    [InlineData("<think>3+4", "<think>3+4")]
    public void WithoutThoughts_AnyReply_LeavesThemOutUnlessThereIsNothingElse(string reply, string said) => Assert.Equal(said, AnswerText.WithoutThoughts(reply));

    [Fact]
    public void Split_MoreBehindTheAnswer_KeepsIt() => Assert.Equal("I am sure.", AnswerText.Split("Answer: 13\n\nI am sure.").Rest);
}

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
    [InlineData("Answer: 13", "13", true)]
    [InlineData("Answer: 1,300.", "1300", true)]
    [InlineData("Answer: team green", "Team Green", true)]
    [InlineData("Answer: 14", "13", false)]
    [InlineData("13", "13", null)]
    [InlineData("Answer: 13", null, null)]
    public void IsRight_AgainstExpected_Judges(string reply, string? expected, bool? right) =>
        Assert.Equal(right, AnswerText.IsRight(reply, expected));
}

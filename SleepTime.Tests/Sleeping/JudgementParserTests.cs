using SleepTime.Engine.Sleeping;

namespace SleepTime.Tests.Sleeping;

public sealed class JudgementParserTests
{
    [Theory]
    [InlineData("Judgement: supported", true)]
    [InlineData("Maya has 5. Judgement: supported", true)]
    [InlineData("Maya has 5.\njudgement: Supported.\n", true)]
    [InlineData("Maya has 5. Judgement: not supported", false)]
    [InlineData("Judgement: supported? Maya has 6. Judgement: not supported.", false)]
    [InlineData("**Judgement: not supported**", false)]
    [InlineData("Judgement: **not supported**", false)]
    [InlineData("**Judgement:** “not supported”.", false)]
    [InlineData("Judgement: \"supported\"", true)]
    [InlineData("Judgement: supported\nThe text says that Maya has 5.", true)]
    [InlineData("Judgement:\nnot supported", false)]
    [InlineData("Maya has 5. Judgement:", null)]
    [InlineData("Judgement: partly supported", null)]
    [InlineData("supported", null)]
    [InlineData("", null)]
    public void Parse_Reply_ReadsTheLastVerdict(string reply, bool? expected) => Assert.Equal(expected, JudgementParser.Parse(reply));
}

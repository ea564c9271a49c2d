using SleepTime.Engine.Answering;

namespace SleepTime.Tests.Answering;

public sealed class AnswerParserTests
{
    [Theory]
    [InlineData("Answer: 42", "42")]
    [InlineData("3 + 4 = 7\nAnswer: 7", "7")]
    [InlineData("Answer: 3\nNo, 3 + 4.\nAnswer: 7\n", "7")]
    [InlineData("answer:   Maya  \nand so on", "Maya")]
    [InlineData("The final answer: 7 boxes.", "7 boxes.")]
    [InlineData("Answer:\n7", "7")]
    public void FinalAnswer_AMarkerIsThere_TakesWhatFollowsTheLastOne(string text, string answer) =>
        Assert.Equal(answer, AnswerParser.FinalAnswer(text));

    [Theory]
    [InlineData("3 + 4 = 7\nAnswer: 7", 10)]
    [InlineData("answer: 3. Answer: 7", 11)]
    [InlineData("Answer:", 0)]
    [InlineData("Maya has 7.", null)]
    public void FinalAnswerStart_AText_IsThePlaceOfTheLastMarker(string text, int? at) => Assert.Equal(at, AnswerParser.FinalAnswerStart(text));

    [Theory]
    [InlineData("")]
    [InlineData("Maya has 7.")]
    [InlineData("Answer:")]
    [InlineData("Answer: 3, but then\nAnswer: ")]
    public void FinalAnswer_NoAnswerYet_IsNull(string text) => Assert.Null(AnswerParser.FinalAnswer(text));
}

using SleepTime.Engine.Sleeping;

namespace SleepTime.Tests.Sleeping;

public sealed class AnticipatedQuestionTests
{
    [Fact]
    public void Parse_ALineEach_GivesQuestionsWithAnswers() => Assert.Equal(
        [new("How many cards do they have in total?", "22"), new("Who has the most cards?", "Noah")],
        AnticipatedQuestion.Parse("How many cards do they have in total? Answer: 22\nWho has the most cards?  Answer: Noah\n"));

    [Theory]
    [InlineData("finished")]
    [InlineData("How many cards does Noah have?")]
    [InlineData("How many cards does Noah have? Answer:")]
    [InlineData("Answer: 22")]
    [InlineData("")]
    public void Parse_ALineWithoutQuestionOrAnswer_IsLeftOut(string reply) => Assert.Empty(AnticipatedQuestion.Parse(reply));

    [Fact]
    public void Parse_TheSameQuestionTwice_CountsTheFirst() =>
        Assert.Equal([new("Who?", "Noah")], AnticipatedQuestion.Parse("Who? Answer: Noah\nWho? Answer: Gina"));
}

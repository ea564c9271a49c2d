using SleepTime.Engine.Answering;
using SleepTime.Engine.Sleeping;

namespace SleepTime.Tests.Answering;

public sealed class QuestionMatcherTests
{
    private static readonly ExpectedQuestion[] _expected =
        [Question(0, "How many marbles does Maya have?", "3"), Question(1, "Who has the most marbles?", "Leo"), Question(2, "How many marbles do they have in total?", "10.5")];

    [Theory]
    [InlineData("How many marbles does Maya have?", "3")]
    [InlineData("  how many  marbles does maya have ", "3")]
    [InlineData("Who has the most marbles!?", "Leo")]
    public void Find_TheSameButForCaseSpacesAndPunctuation_FindsIt(string question, string answer) =>
        Assert.Equal(answer, QuestionMatcher.Find(question, _expected)?.Answer);

    [Theory]
    [InlineData("How many marbles does Leo have?")]
    [InlineData("How many marbles does Maya not have?")]
    [InlineData("How many marbles does Maya have - 1?")]
    [InlineData("?")]
    [InlineData("")]
    public void Find_AnotherQuestion_FindsNone(string question) => Assert.Null(QuestionMatcher.Find(question, _expected));

    [Fact]
    public void Normalize_Numbers_KeepTheirDecimals() => Assert.Equal("is 3.5 more than 3", QuestionMatcher.Normalize("Is 3.5 more than 3?"));

    [Fact]
    public void LikelyAnswers_AreThoseOfTheMostAlikeQuestionsFirst() =>
        Assert.Equal(["3", "10.5"], QuestionMatcher.LikelyAnswers("How many marbles does Maya have now?", _expected).Take(2));

    [Fact]
    public void LikelyAnswers_ToSomethingElse_AreNone() => Assert.Empty(QuestionMatcher.LikelyAnswers("Why?", _expected));

    private static ExpectedQuestion Question(int order, string text, string answer) => new() { NotesVersionId = Guid.Empty, Order = order, Question = text, Answer = answer };
}

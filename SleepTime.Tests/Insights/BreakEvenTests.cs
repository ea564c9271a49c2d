using SleepTime.Engine.Insights;

namespace SleepTime.Tests.Insights;

public sealed class BreakEvenTests
{
    // The run recorded in the notebook that SleepTime goes back to, at t = 10: two questions without input tokens, three
    // at w = 0.25, never at w = 1.
    [Theory]
    [InlineData(0, 1.67)]
    [InlineData(0.25, 2.85)]
    public void Questions_OfARecordedRun_FollowTheFormula(double inputPrice, double questions) =>
        Assert.Equal(questions, new BreakEven(1026, 73, 11.4, 1026, 10, inputPrice).Questions!.Value, 2);

    [Fact]
    public void Questions_NotesDearerToReadThanTheySave_AreNever()
    {
        var breakEven = new BreakEven(1026, 73, 11.4, 1026, 10, 1);

        Assert.Null(breakEven.Questions);
        Assert.Equal("reading 1026 more prompt tokens a question costs more than the 61.6 tokens that notes save.", breakEven.WhyNever);
    }

    [Fact]
    public void Questions_AnswersFromNotesAreNoShorter_AreNever()
    {
        var breakEven = new BreakEven(100, 20, 25, 0, 10, 0.25);

        Assert.Null(breakEven.Questions);
        Assert.Equal("answers from notes take 25 tokens, no fewer than the 20 from the text alone.", breakEven.WhyNever);
    }

    [Fact]
    public void CostPerQuestion_AtBreakEven_IsWhatItCostsWithoutNotes()
    {
        var breakEven = new BreakEven(600, 30, 10, 40, 10, 0.5);

        Assert.Equal(180, breakEven.SavedPerQuestion);
        Assert.Equal(600 / 180.0, breakEven.Questions);
        Assert.True(breakEven.CostPerQuestion(3) > breakEven.StandardCost);
        Assert.True(breakEven.CostPerQuestion(4) < breakEven.StandardCost);
        Assert.Throws<ArgumentOutOfRangeException>(() => breakEven.CostPerQuestion(0));
    }

    [Theory]
    [InlineData(0, null, 0, "Nothing was spent on sleep yet.")]
    [InlineData(600, 2.1, 0, "Expected to pay off after 3 questions; nothing is measured yet.")]
    [InlineData(600, null, 0, "Nothing is measured yet: it takes a question that both modes answer.")]
    public void Words_BeforeAComparison_SayWhatIsKnown(long slept, double? forecast, int questions, string words) =>
        Assert.Equal(words, new ContextBreakEven(questions, 0, forecast, 10, slept, null).Words);

    [Theory]
    [InlineData(3, "Pays off after 4 questions; 3 answered from notes so far.")]
    [InlineData(4, "Paid off: 4 questions needed, 4 answered from notes.")]
    public void Words_AfterComparisons_CompareNeededWithAsked(int questions, string words) =>
        Assert.Equal(words, new ContextBreakEven(questions, questions, 2, 10, 600, new BreakEven(600, 30, 10, 40, 10, 0.5)).Words);
}

using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Engine.Sleeping.Sections;

namespace SleepTime.Tests.Sleeping.Gating;

public sealed class GateCasesTests
{
    private static readonly SleepExperience _usual = new(20, 30, 6, 20, new SleepCost(2, 1), 0, 0, -1);
    private static readonly TextHistory _text = new(100, 0, 0, -1);

    [Fact]
    public void Of_NothingSpecial_NamesNone() => Assert.Empty(Cases(_text, _usual, expected: 2));

    [Fact]
    public void Of_UnlikelyQuestions_NamesThemUnpredictable() =>
        Has(GateCaseKind.UnpredictableQuestions, "notes are to save 0.37 times as much of a question.", _text with { LogProbability = -2 }, _usual);

    [Fact]
    public void Of_AnticipationsThatDisagree_NamesThemUnpredictable() =>
        Has(GateCaseKind.UnpredictableQuestions, "0.6 times as much of a question, and 10 % of what is expected is expected each time.", _text with { Agreement = 0.1 }, _usual);

    [Fact]
    public void Of_AnticipationsThatAgree_NamesThemPredictable() =>
        Has(GateCaseKind.PredictableQuestions, "1.5 times as much of a question, and 100 % of what is expected is expected each time.", _text with { Agreement = 1 }, _usual);

    [Fact]
    public void Of_ASingleQuestion_NamesIt() => Has(GateCaseKind.SingleQuestion, "about a single question is expected, 1.4.", _text, _usual, expected: 1.4);

    [Fact]
    public void Of_SeveralQuestions_NamesThem() => Has(GateCaseKind.SeveralQuestions, "12 questions on the same text", _text, _usual, expected: 12);

    [Fact]
    public void Of_AGenerousBudgetAtWhichNotesSaveNothing_NamesIt() =>
        Has(
            GateCaseKind.GenerousBudget, "7 of 9 questions are asked at verbosity 3 or 4, where answers from notes take 52 tokens and those from the text 50.",
            _text, _usual with { Lengths = new AskedLengths(9, 1, 7, 6, 50, 52) });

    [Fact]
    public void Of_AGenerousBudgetAtWhichNotesSave_NamesNone() =>
        Assert.Empty(Cases(_text, _usual with { Lengths = new AskedLengths(9, 1, 7, 6, 50, 20) }, expected: 2));

    [Fact]
    public void Of_ShortAnswersWanted_NamesThatTheyAreNeededFast() =>
        Has(GateCaseKind.NeededFast, "8 of 9 questions are asked at verbosity 0 or 1.", _text, _usual with { Lengths = new AskedLengths(9, 8, 1, 0, null, null) });

    [Fact]
    public void Of_TextsDeletedWithinADay_NamesThemNotKept() =>
        Has(GateCaseKind.NotKept, "6 of 8 were deleted within a day.", _text, _usual with { Retention = new Retention(2, 6) });

    [Fact]
    public void Of_TextsThatStay_NamesThemKept() =>
        Has(GateCaseKind.Kept, "8 of 9 for more than a day.", _text, _usual with { Retention = new Retention(8, 1) });

    [Fact]
    public void Of_ATextOfSomeDays_NamesItKept() => Has(GateCaseKind.Kept, "given 12 days ago.", _text with { KeptFor = TimeSpan.FromDays(12.5) }, _usual);

    [Fact]
    public void Of_MoreVersionsThanQuestions_NamesItChanging() =>
        Has(GateCaseKind.ChangesFaster, "31 versions, 2 questions.", _text with { EarlierVersions = 30, EarlierQuestions = 1, Questions = 1 }, _usual, expected: 2);

    [Fact]
    public void Reason_OfAVerdictAndCases_IsTakenApartAgain()
    {
        var decision = new SleepDecision
        {
            ContextId = Guid.Empty, ContextVersionId = Guid.Empty, Sleeps = true, ByPerson = false, ExpectedQuestions = 12, SleepTokens = 1, MadeAt = default,
            Reason = SleepDecision.ReasonOf("It pays. Expected: 12 questions.", [new(GateCaseKind.SeveralQuestions, "12 questions."), new(GateCaseKind.NotKept, "6 of 8 went.")]),
        };

        Assert.Equal("It pays. Expected: 12 questions. Against sleep: 6 of 8 went. For sleep: 12 questions.", decision.Reason);
        Assert.Equal("It pays. Expected: 12 questions.", decision.Verdict);
        Assert.Equal([new GateArgument(false, "6 of 8 went."), new GateArgument(true, "12 questions.")], decision.Cases);
    }

    [Theory]
    [InlineData(new[] { "Who has most?" }, null)]
    [InlineData(new[] { "Who has most?", "who has most" }, 1.0)]
    [InlineData(new[] { "Who has most?|How many?", "Who has most?" }, 0.5)]
    [InlineData(new[] { "Who?", "What?" }, 0.0)]
    [InlineData(new[] { "Who?", "" }, null)]
    public void Agreement_OfAnticipations_IsWhatTheyShare(string[] anticipations, double? agreement) =>
        Assert.Equal(agreement, QuestionAgreement.Of(anticipations.Select(questions => questions.Split('|'))));

    private static void Has(GateCaseKind kind, string words, TextHistory text, SleepExperience experience, double? expected = null)
    {
        var found = Assert.Single(Cases(text, experience, expected), known => known.Kind == kind);
        Assert.Contains(words, found.Words, StringComparison.Ordinal);
    }

    private static IReadOnlyList<GateCase> Cases(TextHistory text, SleepExperience experience, double? expected = null) =>
        GateCases.Of(SleepForecast.Of(new SleepPolicy(), expected, new SectionEffort(1, 1), text, experience), text, experience);
}

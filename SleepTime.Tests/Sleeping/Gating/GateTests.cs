using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Engine.Sleeping.Sections;

namespace SleepTime.Tests.Sleeping.Gating;

public sealed class GateTests
{
    private static readonly SleepPolicy _policy = new() { ExpectedQuestions = 10 };
    private static readonly SleepExperience _good = new(20, 30, 6, 20, new SleepCost(2, 1), 0, 0, null);
    private static readonly SectionEffort _onePass = new(1, 1);
    private static readonly TextHistory _text = new(100, 0, 0, null);

    [Theory]
    [InlineData(false, 200)]
    [InlineData(true, 100)]
    public void Forecast_LongText_GoesByWhatSectionsCost(bool isLong, double expected) =>
        Assert.Equal(expected, SleepForecast.Of(_policy, null, _onePass, _text with { IsLong = isLong }, _good).SleepTokens);

    [Fact]
    public void Decide_NothingMeasured_SleepsToFindOut()
    {
        var verdict = Decide(_text, SleepExperience.None);

        Assert.True(verdict.Sleeps);
        Assert.Equal("Nothing has been measured with this model yet, so sleep is worth trying. Expected: 10 questions; sleep takes about 100 tokens.", verdict.Reason);
    }

    [Fact]
    public void Decide_SeveralQuestionsExpected_Sleeps()
    {
        var verdict = Decide(_text, _good);

        Assert.True(verdict.Sleeps);
        Assert.Equal("It pays after 1 question. Expected: 10 questions, each saving about 235 tokens asleep; sleep takes about 200 tokens.", verdict.Reason);
    }

    [Fact]
    public void Decide_NoQuestionExpected_Skips() => Assert.StartsWith("Fewer than one question", Skip(_text, _good, expected: 0.4), StringComparison.Ordinal);

    [Fact]
    public void Decide_ASingleQuestionOnALongText_Skips() =>
        Assert.StartsWith("It would pay only after 9 questions.", Skip(_text with { Tokens = 1000 }, _good, expected: 1), StringComparison.Ordinal);

    [Fact]
    public void Decide_StandardAnswersAreAsShort_Skips() =>
        Assert.StartsWith("It would never pay: answers from notes take 8 tokens", Skip(_text, _good with { StandardTokens = 8, SleepTimeTokens = 8 }), StringComparison.Ordinal);

    [Fact]
    public void Decide_QuestionsHardToPredict_SavesLess()
    {
        var usual = SleepForecast.Of(_policy, null, _onePass, _text with { LogProbability = -1 }, _good with { LogProbability = -1 });
        var hard = SleepForecast.Of(_policy, null, _onePass, _text with { LogProbability = -2 }, _good with { LogProbability = -1 });

        Assert.Equal(1, usual.Predictability);
        Assert.Equal(Math.Exp(-1), hard.Predictability, 6);
        Assert.True(hard.SavedPerQuestion < usual.SavedPerQuestion);
    }

    [Theory]
    [InlineData(SleepChoice.Always, true)]
    [InlineData(SleepChoice.Never, false)]
    public void Decide_APersonChose_DoesThat(SleepChoice choice, bool sleeps)
    {
        var verdict = Gate.Decide(choice, SleepForecast.Of(_policy, null, _onePass, _text, _good));

        Assert.Equal((sleeps, true), (verdict.Sleeps, verdict.ByPerson));
    }

    [Fact]
    public void Forecast_RealCounts_CorrectThePrior()
    {
        Assert.Equal(10, Questions(_text, SleepExperience.None));
        // Seven texts with one question each pull the expected ten down; this text's own earlier versions weigh as much as all of them.
        Assert.Equal(3.7, Questions(_text, _good with { Texts = 7, Questions = 7 }), 3);
        Assert.Equal((3.7 + 20) / 3, Questions(_text with { EarlierVersions = 2, EarlierQuestions = 20 }, _good with { Texts = 7, Questions = 7 }), 3);
    }

    [Fact]
    public void Forecast_QuestionsOnThisVersion_CountToo()
    {
        // Given just now: none says nothing yet, more than expected do.
        Assert.Equal(10, Questions(_text, SleepExperience.None));
        Assert.Equal(15, Questions(_text with { Questions = 20 }, SleepExperience.None));
        // A day old: so do few.
        Assert.Equal(5.5, Questions(_text with { Questions = 1, Age = TimeSpan.FromDays(1) }, SleepExperience.None));
    }

    [Fact]
    public void Forecast_TextsAreDeletedSoon_ExpectsFewer()
    {
        var leaving = SleepExperience.None with { Retention = new Retention(2, 6) };

        Assert.Equal(5, Questions(_text, leaving));
        Assert.Equal(10, Questions(_text with { KeptFor = TimeSpan.FromDays(3) }, leaving));
        Assert.Equal(10, Questions(_text, SleepExperience.None with { Retention = new Retention(0, 4) }));
    }

    [Fact]
    public void Forecast_AnticipationsDisagree_PredictsLess()
    {
        double Predictability(double agreement) =>
            SleepForecast.Of(_policy, null, _onePass, _text with { LogProbability = -1, Agreement = agreement }, _good with { LogProbability = -1 }).Predictability;

        Assert.Equal(1, Predictability(0.5));
        Assert.Equal(1.5, Predictability(1));
        Assert.Equal(0.5, Predictability(0));
    }

    [Fact]
    public void Forecast_QuestionsMuchEasierToPredict_SavesLessThanAWholeAnswer()
    {
        var easy = SleepForecast.Of(_policy, null, _onePass, _text with { LogProbability = -1, Agreement = 1 }, _good with { LogProbability = -2 });

        Assert.Equal(2, easy.Predictability);
        Assert.Equal((30d, 1d), (easy.BreakEven!.StandardTokens, easy.BreakEven.SleepTimeTokens));
    }

    [Fact]
    public void Forecast_RunsAndPasses_ScaleWhatSleepTakes()
    {
        Assert.Equal(1000, SleepForecast.Of(_policy, null, new SectionEffort(1, 5), _text, _good).SleepTokens);
        Assert.Equal(600, SleepForecast.Of(_policy, null, new SectionEffort(3, 1), _text, _good).SleepTokens, 6);
    }

    private static double Questions(TextHistory text, SleepExperience experience) => SleepForecast.Of(_policy, null, _onePass, text, experience).Questions;

    private static GateVerdict Decide(TextHistory text, SleepExperience experience, double? expected = null) =>
        Gate.Decide(SleepChoice.Automatic, SleepForecast.Of(_policy, expected, _onePass, text, experience));

    private static string Skip(TextHistory text, SleepExperience experience, double? expected = null)
    {
        var verdict = Decide(text, experience, expected);
        Assert.False(verdict.Sleeps);
        return verdict.Reason;
    }
}

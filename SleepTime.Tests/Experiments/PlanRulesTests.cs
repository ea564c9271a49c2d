using SleepTime.Engine.Answering;
using SleepTime.Engine.Experiments;

namespace SleepTime.Tests.Experiments;

public sealed class PlanRulesTests
{
    private static readonly ExperimentPlan _plan = new()
    {
        DataSetId = Guid.NewGuid(), Modes = [AnswerMode.Standard, AnswerMode.SleepTime], Verbosities = [0, 4], Passes = [3], Samples = [1, 2],
    };

    [Fact]
    public void Arms_OfBothModes_AreEachWayOfAnsweringOnce() =>
        Assert.Equal(
            [
                Arm.Standard(0), Arm.Standard(4),
                new Arm(AnswerMode.SleepTime, 0, 3, 1), new Arm(AnswerMode.SleepTime, 4, 3, 1),
                new Arm(AnswerMode.SleepTime, 0, 3, 2), new Arm(AnswerMode.SleepTime, 4, 3, 2),
            ],
            _plan.Arms);

    [Fact]
    public void Verify_ASoundPlan_TakesIt() => PlanRules.Verify(_plan);

    public static TheoryData<ExperimentPlan, string> Unsound => new()
    {
        { _plan with { Contexts = 0 }, "contexts" },
        { _plan with { QuestionsPerContext = 0 }, "questionsPerContext" },
        { _plan with { Modes = [] }, "modes" },
        { _plan with { Verbosities = [5] }, "verbosities" },
        { _plan with { Verbosities = [1, 1] }, "verbosities" },
        { _plan with { Passes = [] }, "passes" },
        { _plan with { Samples = [11] }, "samples" },
        { _plan with { Repeats = 2 }, "repeats" },
        { _plan with { Temperature = 3 }, "temperature" },
        { _plan with { Tolerance = -1 }, "tolerance" },
    };

    [Theory]
    [MemberData(nameof(Unsound))]
    public void Verify_AnUnsoundPlan_NamesTheField(ExperimentPlan plan, string field)
    {
        var refused = Assert.Throws<InvalidExperimentException>(() => PlanRules.Verify(plan));

        Assert.Equal(field, refused.Field);
        Assert.StartsWith(field, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Choose_TheSameSeed_TakesTheSameAndAnotherTakesOthers()
    {
        var chosen = QuestionChoice.Choose(1000, 20, seed: 7);

        Assert.Equal(chosen, QuestionChoice.Choose(1000, 20, seed: 7));
        Assert.NotEqual(chosen, QuestionChoice.Choose(1000, 20, seed: 8));
        Assert.Equal(chosen.Order().Distinct(), chosen);
    }

    [Fact]
    public void Choose_MoreThanThereAre_TakesAll() => Assert.Equal([0, 1, 2], QuestionChoice.Choose(3, 10, seed: 1));
}

using SleepTime.Engine.Answering;
using SleepTime.Engine.Experiments;
using SleepTime.Engine.Experiments.Estimates;

namespace SleepTime.Tests.Experiments;

public sealed class ExperimentPaceTests
{
    private static readonly ExperimentPlan _plan = new()
    {
        DataSetId = Guid.NewGuid(), Modes = [AnswerMode.Standard, AnswerMode.SleepTime], Verbosities = [0], Passes = [3], Samples = [1], Repeats = 2, Temperature = 1,
    };

    [Fact]
    public void Estimate_KnownPace_AddsUpAnswersSleepAndTime()
    {
        var pace = new ExperimentPace(
            new Dictionary<(AnswerMode, int), double> { [(AnswerMode.Standard, 0)] = 10, [(AnswerMode.SleepTime, 0)] = 5 },
            new Dictionary<(int, int), double> { [(3, 1)] = 300 }, MsPerToken: 2);

        var estimate = pace.Estimate(_plan, contexts: 4, questions: 8);

        // 8 questions · 2 arms · 2 repeats; 8·2·(10+5) and 4·300 tokens.
        Assert.Equal((32, 240, 1200, TimeSpan.FromMilliseconds(2880)), (estimate.Answers, estimate.AnswerTokens, estimate.SleepTokens, estimate.Time));
    }

    [Fact]
    public void Estimate_SleepNeverDoneLikeThis_ScalesByPassesAndRuns()
    {
        var pace = new ExperimentPace(new Dictionary<(AnswerMode, int), double>(), new Dictionary<(int, int), double> { [(1, 1)] = 100 }, MsPerToken: 2);

        Assert.Equal(2400, pace.Estimate(_plan with { Passes = [3], Samples = [2] }, contexts: 4, questions: 8).SleepTokens);
    }

    [Fact]
    public void Estimate_NothingKnown_SaysNothing()
    {
        var estimate = new ExperimentPace(new Dictionary<(AnswerMode, int), double>(), new Dictionary<(int, int), double>(), null).Estimate(_plan, 4, 8);

        Assert.Equal((32, null, null, null), (estimate.Answers, estimate.AnswerTokens, estimate.SleepTokens, estimate.Time));
    }
}

using SleepTime.Engine.Answering;
using SleepTime.Engine.Experiments;
using SleepTime.Engine.Experiments.Answers;
using SleepTime.Engine.Experiments.Figures;

namespace SleepTime.Tests.Experiments;

public sealed class GainAndCostTests
{
    private static readonly Arm _standard = Arm.Standard(0);
    private static readonly Arm _sleepTime = new(AnswerMode.SleepTime, 0, 3, 1);

    private static readonly ExperimentPlan _plan = new()
    {
        DataSetId = Guid.NewGuid(), Modes = [AnswerMode.Standard, AnswerMode.SleepTime], Verbosities = [0], Passes = [3], Samples = [1],
    };

    [Fact]
    public void Gain_TenQuestions_GrowsFromTheLeastPredictableFifthToTheMost()
    {
        List<ExperimentCell> cells = [];
        for (var i = 0; i < 10; i++)
        {
            cells.Add(Cell($"q{i}", _standard, right: false, completion: 20, score: i - 10));
            cells.Add(Cell($"q{i}", _sleepTime, right: i >= 5, completion: 5, score: i - 10));
        }
        cells.Add(Cell("unscored", _standard, right: true, completion: 20));
        cells.Add(Cell("unscored", _sleepTime, right: true, completion: 5));

        var gain = PredictabilityGain.Of(_plan.Arms, cells);

        Assert.Equal((_sleepTime, 5, 1), (gain.Arm, gain.Fifths.Count, gain.Unknown));
        Assert.Equal([0, 0, 0.5, 1, 1], gain.Fifths.Select(fifth => fifth.Gain));
        Assert.Equal((-10, -9, 15), (gain.Fifths[0].Lowest, gain.Fifths[0].Highest, gain.Fifths[0].TokensSaved));
    }

    [Theory]
    [InlineData(1, 5, 0)]
    [InlineData(4, 20, 0)]
    [InlineData(5, 2, 5)]
    public void Gain_QuestionsAskedSeveralTimes_StandWholeInOneFifthEach(int questions, int repeats, int fifths)
    {
        var cells = (from question in Enumerable.Range(0, questions)
                     from repeat in Enumerable.Range(0, repeats)
                     from arm in new[] { _standard, _sleepTime }
                     select Cell($"q{question}", arm, right: true, completion: 5, score: -question) with { Repeat = repeat }).ToList();

        var gain = PredictabilityGain.Of(_plan.Arms, cells);

        Assert.Equal(fifths, gain.Fifths.Count);
        Assert.All(gain.Fifths, fifth => Assert.Equal((repeats, fifth.Highest), (fifth.Pairs, fifth.Lowest)));
    }

    [Fact]
    public void Gain_OneModeOnly_HasNothingToCompare() => Assert.Null(PredictabilityGain.Of([_standard], [Cell("a", _standard, true, 1, score: -1)]).Arm);

    [Fact]
    public void Cumulative_BothModes_CountsAllSleepBeforeTheFirstQuestion()
    {
        ExperimentCell[] cells =
        [
            Cell("x\na", _standard, true, 20, read: 50), Cell("x\nb", _standard, true, 40, read: 50), Cell("x\nc", _standard, true, 40, read: 50),
            Cell("x\na", _sleepTime, true, 5, read: 90), Cell("x\nb", _sleepTime, true, 6, read: 90),
        ];

        var cost = CumulativeCost.Of(Figures(cells), cells);

        Assert.Equal([_standard, _sleepTime], cost.Arms);
        Assert.Equal(2, cost.Questions); // c was not answered in every arm
        Assert.Equal([0, 1, 2], cost.Points.Select(point => point.Question));
        Assert.Equal([0, 200], cost.Points[0].Costs); // 200 a context, two questions of one context
        Assert.Equal([600, 200 + (10 * 11) + (0.25 * 80)], cost.Points[2].Costs);
    }

    [Fact]
    public void Cumulative_SomeQuestionsOfAContextAreMissing_BeginsWithAllThatWasSlept()
    {
        ExperimentCell[] cells =
        [
            Cell("x\na", _standard, true, 20, read: 50), Cell("x\nb", _standard, true, 40, read: 50), Cell("x\na", _sleepTime, true, 5, read: 90),
        ];

        var cost = CumulativeCost.Of(Figures(cells), cells);

        Assert.Equal(1, cost.Questions);
        Assert.Equal([0, 200], cost.Points[0].Costs);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(199)]
    [InlineData(395)]
    public void Cumulative_ManyQuestions_HasTwoHundredPointsAtMostAndTheLast(int questions)
    {
        ExperimentCell[] cells = [.. Enumerable.Range(0, questions).Select(number => Cell($"{number}", _standard, true, 20, read: 50))];

        var points = CumulativeCost.Of(Figures(cells) with { Arms = [Figures(cells).Arms[0]] }, cells).Points;

        Assert.InRange(points.Count, 2, 200);
        Assert.Equal((0, questions), (points[0].Question, points[^1].Question));
    }

    [Fact]
    public void Cumulative_NothingYet_HasNoPoint() => Assert.Equal((0, 0), (CumulativeCost.Of(Figures([]), []).Questions, CumulativeCost.Of(Figures([]), []).Points.Count));

    [Fact]
    public void CostWhenShared_MoreQuestions_ShareTheSleepOnly()
    {
        ExperimentCell[] cells = [Cell("a", _standard, true, 20, read: 50), Cell("a", _sleepTime, true, 5, read: 90)];
        var figures = Figures(cells);

        Assert.Equal(200, figures.CostWhenShared(figures.Arms[0], 10));
        Assert.Equal(50 + 10 + 200.0, figures.CostWhenShared(figures.Arms[1], 1)!.Value, 1e-9);
        Assert.Equal(50 + 10 + 20.0, figures.CostWhenShared(figures.Arms[1], 10)!.Value, 1e-9);
        Assert.Throws<ArgumentOutOfRangeException>(() => figures.CostWhenShared(figures.Arms[1], 0));
    }

    [Fact]
    public void Baseline_WithinItself_HoldsSleepTimeAgainstStandardOfItsVerbosity()
    {
        ExperimentCell[] cells = [Cell("a", _standard, false, 20), Cell("a", _sleepTime, true, 5)];

        var difference = Assert.Single(Baseline.Compare(_plan.Arms, cells, baseline: null));

        Assert.Equal((_sleepTime, _standard, 1, 0.0), (difference.Arm, difference.Against, difference.Of.OnlyThis, difference.Of.LatencyMs));
        Assert.Equal(cells[0], Baseline.Pairs(cells, null)[cells[1].Id]);
        Assert.Equal([cells[1]], new AnswerFilter(OnlyDifferent: true).Of(cells, Baseline.Pairs(cells, null)));
    }

    [Fact]
    public void Baseline_AnotherExperiment_HoldsEachArmAgainstItself()
    {
        ExperimentCell[] cells = [Cell("a", _standard, true, 20), Cell("a", _sleepTime, true, 5)];
        ExperimentCell[] before = [Cell("a", _standard, true, 30)];

        var difference = Assert.Single(Baseline.Compare(_plan.Arms, cells, before));

        Assert.Equal((_standard, -10), (difference.Against, difference.Of.Tokens));
    }

    [Fact]
    public void Filter_ByVerdictAndArm_TellsWrongFromFailed()
    {
        ExperimentCell[] cells = [Cell("a", _standard, false, 20), Cell("b", _standard, false, 0, failed: true), Cell("a", _sleepTime, false, 5)];
        var none = new Dictionary<Guid, ExperimentCell>();

        Assert.Equal([cells[0]], new AnswerFilter(_standard, AnswerVerdict.Wrong).Of(cells, none));
        Assert.Equal([cells[1]], new AnswerFilter(null, AnswerVerdict.Failed).Of(cells, none));
    }

    private static ExperimentFigures Figures(IReadOnlyList<ExperimentCell> cells) =>
        ExperimentFigures.Of(_plan, 6, cells, new Dictionary<(int, int), double> { [(3, 1)] = 200 }, questionsPerContext: 2, testTokenPrice: 10, inputTokenPrice: 0.25);

    private static ExperimentCell Cell(string question, Arm arm, bool right, int completion, int read = 0, double? score = null, bool failed = false) =>
        new(question, "", arm, 0, failed, right, read, 0, completion, 100) { Id = Guid.NewGuid(), LogProbability = score };
}

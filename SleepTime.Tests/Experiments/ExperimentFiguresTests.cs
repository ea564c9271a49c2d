using SleepTime.Engine.Answering;
using SleepTime.Engine.Experiments;
using SleepTime.Engine.Experiments.Figures;

namespace SleepTime.Tests.Experiments;

public sealed class ExperimentFiguresTests
{
    private static readonly Arm _standard = Arm.Standard(0);
    private static readonly Arm _sleepTime = new(AnswerMode.SleepTime, 0, 3, 1);

    private static readonly ExperimentPlan _plan = new()
    {
        DataSetId = Guid.NewGuid(), Modes = [AnswerMode.Standard, AnswerMode.SleepTime], Verbosities = [0], Passes = [3], Samples = [1],
    };

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(1, 9, 0.021484375)]
    [InlineData(9, 1, 0.021484375)]
    [InlineData(5, 5, 1)]
    [InlineData(0, 6, 0.03125)]
    public void SignFlip_OneQuestionOnEachContext_IsMcNemarsExactP(int onlyOne, int onlyOther, double p) =>
        Assert.Equal(p, SignFlipTest.PValue([.. Enumerable.Repeat(1, onlyOne), .. Enumerable.Repeat(-1, onlyOther), 0, 0]), 1e-12);

    [Fact]
    public void SignFlip_ThousandsOfContexts_StaysANumber() =>
        Assert.InRange(SignFlipTest.PValue([.. Enumerable.Repeat(1, 2000), .. Enumerable.Repeat(-1, 2100)]), 0.1, 0.13);

    [Fact]
    public void SignFlip_FarBeyondChance_IsNothing() => Assert.InRange(SignFlipTest.PValue(Enumerable.Repeat(1, 2000)), 0, 1e-15);

    [Theory]
    [InlineData(new[] { 3, 3 }, 0.5)] // ++ and −− of four
    [InlineData(new[] { 5, -1 }, 1)]
    [InlineData(new[] { 2, 2, 2 }, 0.25)]
    [InlineData(new[] { 4, 1, 1 }, 0.25)] // only 4 + 1 + 1 = 6 and −6 are so far
    public void SignFlip_SeveralQuestionsOnAContext_CountsContexts(int[] differences, double p) => Assert.Equal(p, SignFlipTest.PValue(differences), 1e-12);

    [Fact]
    public void Share_EightOfTen_HasWilsonsInterval()
    {
        var (low, high) = new Share(8, 10).Interval!;

        Assert.Equal((0.4902, 0.9433), (Math.Round(low, 4), Math.Round(high, 4)));
    }

    [Fact]
    public void Share_AnswersOnTheSameContextComeOutAlike_TellsAsMuchAsOneOfEach()
    {
        // Ten contexts of four answers: all four right, or none.
        var alike = Share.Of(Enumerable.Range(0, 40).Select(i => ($"{i / 4}", i / 4 < 8)));
        var apart = Share.Of(Enumerable.Range(0, 40).Select(i => ($"{i}", i < 32)));

        Assert.Equal((32, 40, 10.0), (alike.Right, alike.Count, alike.Effective!.Value));
        Assert.Equal(new Share(8, 10).Interval, alike.Interval);
        Assert.Null(apart.Effective);
    }

    [Fact]
    public void Share_AllRight_IsNoWorseThanOneWrong()
    {
        Share Of(int right) => Share.Of(Enumerable.Range(0, 40).Select(i => ($"{i / 2}", i < right)));

        Assert.True(Of(40).Interval!.Low > Of(39).Interval!.Low);
    }

    [Fact]
    public void Bootstrap_ConstantDifferences_HasNoWidth() => Assert.Equal((2, 2), ContextBootstrap.OfMean([("a", 2), ("b", 2), ("c", 2)]));

    [Fact]
    public void Bootstrap_SeveralValuesOfAContext_IsWiderThanOfAsManyContexts()
    {
        double Value(int i) => i / 10 % 2 == 0 ? 1 : 3;

        var (low, high) = ContextBootstrap.OfMean(Enumerable.Range(0, 400).Select(i => ($"{i / 10}", Value(i))))!.Value;

        // 40 contexts instead of 400: about √10 times as wide.
        Assert.InRange(high - low, 0.5, 0.75);
    }

    [Fact]
    public void Bootstrap_AFigureWithoutValue_HasNoInterval() => Assert.Null(ContextBootstrap.Interval([[1, 0], [1, 1]], sums => sums[0] / sums[1]));

    [Fact]
    public void Bootstrap_OneContext_TellsNothingOfOthers() => Assert.Null(ContextBootstrap.OfMean([("a", 1), ("a", 2), ("a", 3)]));

    [Fact]
    public void Shared_ATextThatStandardReadForBoth_IsChargedToNeither()
    {
        var sleepTime = new Arm(AnswerMode.SleepTime, 0, 3, 1);
        ExperimentCell Cell(string question, Arm arm, int prompt, int cached) => new($"c\n{question}", "value", arm, 0, false, true, prompt, cached, 5, 100);

        var cells = ExperimentCell.WithShared(
        [
            // The first question reads the text of 40, the second finds it, and the notes of 30 behind it.
            Cell("first", _standard, 50, 0), Cell("first", sleepTime, 80, 40), Cell("second", _standard, 50, 40), Cell("second", sleepTime, 80, 70),
            // Sleep had read text and notes by the time that this one was answered from them, and Standard had not.
            Cell("third", _standard, 50, 0), Cell("third", sleepTime, 80, 70),
            Cell("alone", _standard, 50, 0),
        ]);

        Assert.Equal([10, 40, 10, 10, 10, 10, 50], cells.Select(cell => cell.Read));
    }

    [Fact]
    public void Bootstrap_ManyPairs_IsAboutTheNormalInterval()
    {
        var (low, high) = ContextBootstrap.OfMean(Enumerable.Range(0, 400).Select(i => ($"{i}", i % 2 == 0 ? 1.0 : 3.0)))!.Value;

        Assert.InRange(low, 1.87, 1.93);
        Assert.InRange(high, 2.07, 2.13);
    }

    [Fact]
    public void Of_AnswersOfBothModes_AddsUpWithoutTheFailedOnes()
    {
        var figures = ExperimentFigures.Of(
            _plan, planned: 6,
            [
                Cell("a", _standard, right: true, completion: 20, prompt: 50), Cell("b", _standard, right: false, completion: 40, prompt: 50),
                Cell("a", _sleepTime, right: true, completion: 5, prompt: 90), Cell("b", _sleepTime, right: true, completion: 5, prompt: 90),
                Cell("c", _sleepTime, right: false, completion: 0, prompt: 0, failed: true),
            ],
            new Dictionary<(int, int), double> { [(3, 1)] = 200 }, questionsPerContext: 2, testTokenPrice: 10, inputTokenPrice: 0.25);

        Assert.True(figures.IsPartial);
        Assert.Equal((new Share(1, 2), 0, 30, 300), (figures.Arms[0].Right, figures.Arms[0].Failed, figures.Arms[0].CompletionTokens, figures.Arms[0].Cost));
        // t·b + wL + S/N = 10·5 + 0.25·40 + 200/2.
        Assert.Equal((new Share(2, 2), 1, 5, 160), (figures.Arms[1].Right, figures.Arms[1].Failed, figures.Arms[1].CompletionTokens, figures.Arms[1].Cost));
        Assert.Equal(200, figures.Arms[1].SleepTokens);
    }

    [Fact]
    public void Of_QuestionsThatOnlyStandardAnswered_CountNothingForNotes()
    {
        var figures = ExperimentFigures.Of(
            _plan, planned: 6,
            [
                Cell("a", _standard, right: true, completion: 20, prompt: 50), Cell("b", _standard, right: false, completion: 40, prompt: 1_000),
                Cell("a", _sleepTime, right: true, completion: 5, prompt: 90), Cell("b", _sleepTime, right: false, completion: 0, prompt: 0, failed: true),
            ],
            new Dictionary<(int, int), double> { [(3, 1)] = 200 }, questionsPerContext: 2, testTokenPrice: 10, inputTokenPrice: 0.25);

        // t·b + wL + S/N = 10·5 + 0.25·40 + 200/2.
        Assert.Equal(160, figures.Arms[1].Cost);
    }

    [Fact]
    public void Of_NothingYet_KnowsNothing()
    {
        var arm = ExperimentFigures.Of(_plan, 6, [], new Dictionary<(int, int), double>(), 2, 10, 0).Arms[1];

        Assert.Equal((0, null, null, null), (arm.Right.Count, arm.CompletionTokens, arm.SleepTokens, arm.Cost));
    }

    [Fact]
    public void Comparison_OfTwoArms_PairsByQuestionAndLeavesFailedOnesOut()
    {
        var comparison = ArmComparison.Of(
            [Cell("a", _sleepTime, true, 5, 0), Cell("b", _sleepTime, true, 7, 0), Cell("c", _sleepTime, false, 0, 0, failed: true)],
            [Cell("a", _standard, false, 20, 0), Cell("b", _standard, true, 20, 0), Cell("c", _standard, true, 20, 0)]);

        Assert.Equal((2, 1, 0, 0.5, -14), (comparison.Pairs, comparison.OnlyThis, comparison.OnlyOther, comparison.Right, comparison.Tokens));
    }

    private static ExperimentCell Cell(string question, Arm arm, bool right, int completion, int prompt, bool failed = false) =>
        new(question, "value", arm, 0, failed, right, prompt, 0, completion, 100);
}

using SleepTime.Engine.Answering;
using SleepTime.Engine.Experiments;
using SleepTime.Engine.Experiments.Figures;

namespace SleepTime.Tests.Experiments;

public sealed class HeadlineTests
{
    private static readonly Arm _short = Arm.Standard(0);
    private static readonly Arm _long = Arm.Standard(2);
    private static readonly Arm _sleepTime = new(AnswerMode.SleepTime, 0, 3, 1);

    private static readonly ExperimentPlan _plan = new()
    {
        DataSetId = Guid.NewGuid(), Modes = [AnswerMode.Standard, AnswerMode.SleepTime], Verbosities = [0, 2], Passes = [3], Samples = [1],
    };

    [Fact]
    public void Of_SleepTimeAsOften_HasItsRatiosWithIntervals()
    {
        var cells = Cells(contexts: 40, shortRight: 0.2, longRight: 1, sleepTimeRight: 1);

        var pair = Headline.Of(Figures(cells), cells).Pair!;

        Assert.Equal((_long, _sleepTime, 80, 40), (pair.Standard, pair.SleepTime, pair.Pairs, pair.Contexts));
        Assert.Equal((0, 8.0), (pair.Right, pair.TokenRatio));
        Assert.Equal((8.0, 8.0), pair.TokenInterval);
        // 10·40 against 10·5 + 0.25·40 + 100/10.
        Assert.Equal(400 / 70.0, pair.CostRatio!.Value, 9);
        Assert.Equal(400 / 70.0, pair.CostInterval!.Value.High, 9);
    }

    [Fact]
    public void Of_SleepTimeClearlyLessOften_SaysSo()
    {
        var cells = Cells(contexts: 100, shortRight: 0.2, longRight: 1, sleepTimeRight: 0.8);

        Assert.Equal(HeadlineState.NoneAsOften, Headline.Of(Figures(cells), cells).State);
    }

    [Fact]
    public void Of_AFewAnswers_ClaimsNothing()
    {
        var cells = Cells(contexts: 2, shortRight: 0.2, longRight: 1, sleepTimeRight: 1);

        Assert.Equal(HeadlineState.TooFew, Headline.Of(Figures(cells), cells).State);
    }

    [Fact]
    public void Of_ManyQuestionsOnAFewContexts_ClaimsNothing()
    {
        ExperimentCell[] cells = [.. Cells(contexts: 40, shortRight: 0.2, longRight: 1, sleepTimeRight: 1).Select(cell => cell with { Question = $"one\n{cell.Question}" })];

        var headline = Headline.Of(Figures(cells), cells);

        Assert.Equal(HeadlineState.TooFew, headline.State);
        Assert.Contains("10 contexts", headline.WhyNot);
    }

    [Fact]
    public void Of_ShorterStandardJustBelowTheBest_IsNotWhatSleepTimeIsHeldAgainstTwice()
    {
        // Each a little less often than the one before: the slack is not used twice.
        var cells = Cells(contexts: 200, shortRight: 0.96, longRight: 1, sleepTimeRight: 0.92);

        Assert.Equal(HeadlineState.NoneAsOften, Headline.Of(Figures(cells), cells).State);
    }

    [Fact]
    public void Of_OneMode_HasNothingToCompare()
    {
        ExperimentCell[] cells = [.. Cells(contexts: 40, shortRight: 1, longRight: 1, sleepTimeRight: 1).Where(cell => cell.Arm.Mode == AnswerMode.Standard)];

        Assert.Equal(HeadlineState.NoAnswers, Headline.Of(Figures(cells), cells).State);
    }

    /// <summary>Two questions on each context; the first so many contexts are right.</summary>
    private static ExperimentCell[] Cells(int contexts, double shortRight, double longRight, double sleepTimeRight) =>
    [
        .. from context in Enumerable.Range(0, contexts)
           from question in new[] { "Who?", "When?" }
           from cell in new[]
           {
               Cell(context, question, _short, context < shortRight * contexts, 5, 50), Cell(context, question, _long, context < longRight * contexts, 40, 50),
               Cell(context, question, _sleepTime, context < sleepTimeRight * contexts, 5, 90),
           }
           select cell,
    ];

    private static ExperimentCell Cell(int context, string question, Arm arm, bool right, int completion, int prompt) =>
        new($"c{context}\n{question}", "value", arm, 0, false, right, prompt, 0, completion, 100);

    private static ExperimentFigures Figures(ExperimentCell[] cells) =>
        ExperimentFigures.Of(_plan, cells.Length, cells, new Dictionary<(int, int), double> { [(3, 1)] = 100 }, questionsPerContext: 2, testTokenPrice: 10, inputTokenPrice: 0.25) with
        {
            Slept = cells.Select(cell => cell.Context).Distinct().ToDictionary(context => (context, 3, 1), _ => 100.0),
        };
}

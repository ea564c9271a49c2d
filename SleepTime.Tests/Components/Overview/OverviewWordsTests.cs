using SleepTime.Engine.Answering;
using SleepTime.Engine.Insights;
using SleepTime.Web.Components.Pages.Overview;

namespace SleepTime.Tests.Components.Overview;

public sealed class OverviewWordsTests
{
    [Theory]
    [InlineData(null, 0, "Ask a question both ways, and this page begins to weigh what sleep costs against what it saves.")]
    [InlineData(-12L, 2, "So far SleepTime answers took 12 completion tokens more than the ordinary way, on 2 comparisons.")]
    [InlineData(0L, 1, "So far both ways took the same number of completion tokens, on 1 comparison.")]
    [InlineData(50L, 3, "Sleep has earned back 25 % of its completion tokens: 50 saved awake against 200 spent asleep.")]
    [InlineData(250L, 9, "Sleep has paid for itself: 250 completion tokens saved awake against 200 spent asleep.")]
    public void Balance_AnyFigures_IsAPlainStatement(long? saved, int comparisons, string expected) =>
        Assert.Equal(expected, OverviewWords.Balance(Figures(saved, comparisons)));

    [Theory]
    [InlineData(0, 0, "nothing left to sleep on")]
    [InlineData(2, 0, "2 jobs in the queue")]
    [InlineData(0, 1, "1 job paused")]
    [InlineData(2, 1, "2 jobs in the queue, 1 paused")]
    public void Queue_WaitingAndPaused_AreToldApart(int waiting, int paused, string words) =>
        Assert.Equal(words, OverviewWords.Queue(Figures(null, 0) with { JobsQueued = waiting, JobsPaused = paused }));

    [Fact]
    public void Chart_NoComparisons_IsEmpty() => Assert.True(OverviewWords.Chart(Figures(null, 0)).IsEmpty);

    [Fact]
    public void From_RunsOfComparisonsAndSingles_PairsThemUp()
    {
        var comparison = Guid.CreateVersion7();
        var rows = ComparisonRow.From(
        [
            new(RunBuilder.Completed(AnswerMode.SleepTime, "Answer: 1", 5, comparison), false),
            new(RunBuilder.New(AnswerMode.Standard), false),
            new(RunBuilder.Completed(AnswerMode.Standard, "Answer: 1", 20, comparison), false),
        ]);

        var row = Assert.Single(rows);
        Assert.Equal(-15, row.Difference);
    }

    [Fact]
    public void Difference_SidesHidden_IsUnknown()
    {
        var comparison = Guid.CreateVersion7();
        var rows = ComparisonRow.From(
        [
            new(RunBuilder.Completed(AnswerMode.SleepTime, "Answer: 1", 5, comparison), true),
            new(RunBuilder.Completed(AnswerMode.Standard, "Answer: 1", 20, comparison), true),
        ]);

        Assert.Equal((true, null), (Assert.Single(rows).IsHidden, rows[0].Difference));
    }

    [Fact]
    public void Difference_OneRunFailed_IsUnknown()
    {
        var row = new ComparisonRow(
            Guid.CreateVersion7(), RunBuilder.Completed(AnswerMode.Standard, "Answer: 1", 20), RunBuilder.Failed(AnswerMode.SleepTime, "no notes"));
        Assert.Null(row.Difference);
    }

    private static OverviewFigures Figures(long? saved, int comparisons) =>
        new(Contexts: 6, ContextsWithNotes: 2, Notes: 20, JobsQueued: 0, Questions: 3, RunsFailed: 0, TokensAsleep: 200, saved, comparisons, Recent: []);
}

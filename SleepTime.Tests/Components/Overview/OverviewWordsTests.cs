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

    private static OverviewFigures Figures(long? saved, int comparisons) =>
        new(Contexts: 6, ContextsWithNotes: 2, Notes: 20, JobsQueued: 0, Questions: 3, RunsFailed: 0, TokensAsleep: 200, saved, comparisons, Recent: []);
}

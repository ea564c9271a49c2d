using Bunit;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Overview;
using SleepTime.Tests.Support;
using SleepTime.Web.Components.Pages.Overview;

namespace SleepTime.Tests.Components.Overview;

/// <summary>Each part of the page in each of its states.</summary>
public sealed class OverviewPanelsTests : PageTest
{
    [Fact]
    public void Alerts_None_SaysThatAllIsWell()
    {
        var panel = Render<AlertsPanel>(parameters => parameters.Add(panel => panel.Alerts, []));

        Assert.Contains("All is well.", panel.Find(".well").TextContent, StringComparison.Ordinal);
        Assert.Empty(panel.FindAll(".alert"));
    }

    [Fact]
    public void Alerts_OfEveryKind_SayWhatToDoAndLeadThere()
    {
        var context = new ContextName(Guid.CreateVersion7(), "Marbles");
        var alerts = Enum.GetValues<AlertKind>().Select(kind => Overviews.Alert(kind, kind is AlertKind.NotesRefuted or AlertKind.NotesStale or AlertKind.JobsFailed ? [context] : [])).ToList();

        var panel = Render<AlertsPanel>(parameters => parameters.Add(panel => panel.Alerts, alerts));

        Assert.Equal(alerts.Select(alert => alert.Title), panel.FindAll(".alert h3").Select(title => title.TextContent));
        Assert.All(panel.FindAll(".alert .next"), next => Assert.Equal("What to do.", next.TextContent));
        Assert.Equal(2, panel.FindAll(".st-tone-bad").Count);
        Assert.Equal(
            ["/model", "", $"/queue?state=failed /contexts/{context.Id}", "/queue", "/queue", "/queue", $"/contexts/{context.Id}", $"/contexts/{context.Id}"],
            panel.FindAll(".alert").Select(alert => string.Join(' ', alert.QuerySelectorAll("a").Select(link => link.GetAttribute("href")))));
    }

    [Fact]
    public void Learned_Nothing_SaysSo()
    {
        var panel = Render<LearnedPanel>(parameters => parameters.Add(panel => panel.Learned, Overviews.NothingLearned));

        Assert.Contains("Nothing was slept on", panel.Markup, StringComparison.Ordinal);
        Assert.Empty(panel.FindAll("dl"));
    }

    [Fact]
    public void Learned_ManyContexts_ListsTheLatestAndCountsTheRest()
    {
        var learned = Overviews.NothingLearned with { Contexts = 7, Passes = 21, Notes = 40, Verified = 30, Tokens = 1234, Latest = [Overviews.Learned("Marbles", 12, 10, 2), Overviews.Learned("Stamps", 0, 0)] };

        var panel = Render<LearnedPanel>(parameters => parameters.Add(panel => panel.Learned, learned));

        Assert.Equal(["40", "75 %", "7", "21", "1,234"], panel.FindAll("dd").Select(figure => figure.TextContent));
        Assert.StartsWith($"/contexts/{learned.Latest[0].ContextId}", panel.Find(".contexts a").GetAttribute("href"), StringComparison.Ordinal);
        Assert.StartsWith("12 new notes, 10 shown to hold, 2 struck", panel.Find(".contexts span").TextContent, StringComparison.Ordinal);
        Assert.Contains("5 more contexts", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Learned_PassesAndNoNotesYet_ShareIsUnknown()
    {
        var panel = Render<LearnedPanel>(parameters => parameters.Add(panel => panel.Learned, Overviews.NothingLearned with { Contexts = 1, Passes = 1, Tokens = 40 }));

        Assert.Equal(["0", "—", "1", "1", "40"], panel.FindAll("dd").Select(figure => figure.TextContent));
    }

    [Fact]
    public void PaidOff_NothingMeasured_IsUnknownAndNotZero()
    {
        var panel = Render<PaidOffPanel>(parameters => parameters.Add(panel => panel.PaidOff, Overviews.NothingPaid));

        Assert.Equal(["—", "0", "—", "—"], panel.FindAll("dd").Select(figure => figure.TextContent));
        Assert.Empty(panel.FindAll("h3"));
    }

    [Fact]
    public void PaidOff_LatelyAndNext_ListsBoth()
    {
        var paid = Overviews.NothingPaid with
        {
            Asleep = 500, Saved = 900, Net = 400, Comparisons = 12, Measured = 3, Reached = 2,
            Lately = [Overviews.Paying("Marbles", 5, 3, Overviews.Now.AddHours(-2))], Nearest = [Overviews.Paying("Stamps", 2, 3)],
        };

        var panel = Render<PaidOffPanel>(parameters => parameters.Add(panel => panel.PaidOff, paid));

        Assert.Equal(["900", "500", "+400", "2 of 3"], panel.FindAll("dd").Select(figure => figure.TextContent));
        Assert.StartsWith("after 3 questions, ", panel.FindAll(".contexts span")[0].TextContent, StringComparison.Ordinal);
        Assert.Equal("1 more question; 2 of 3 answered from notes", panel.FindAll(".contexts span")[1].TextContent);
    }

    [Fact]
    public void Recent_SidesInAnyState_ShowTokensTimesAndWhoWasRight()
    {
        RecentComparison[] comparisons =
        [
            Overviews.Comparison(Overviews.Side(AnswerMode.Standard, 42, right: false), Overviews.Side(AnswerMode.SleepTime, 6, right: true)),
            Overviews.Comparison(Overviews.Side(AnswerMode.Standard, null, RunState.Failed), Overviews.Side(AnswerMode.SleepTime, null, RunState.Running)),
            Overviews.Comparison(null, Overviews.Side(AnswerMode.SleepTime, 3, RunState.Cancelled)),
        ];

        var table = Render<RecentComparisons>(parameters => parameters.Add(table => table.Comparisons, comparisons));

        Assert.Equal(
            [["42", "1.2 s, wrong", "6", "1.2 s, right", "−36"], ["failed", "running", "—"], ["—", "stopped", "—"]],
            table.FindAll("tbody tr").Select(row => row.QuerySelectorAll(".tokens, .more, [data-label=Difference]").Select(cell => cell.TextContent)));
    }

    [Fact]
    public void Recent_Hidden_TellsNothingOfItsSides()
    {
        var table = Render<RecentComparisons>(parameters => parameters.Add(table => table.Comparisons, [Overviews.Comparison(null, null, hidden: true)]));

        Assert.Equal(["hidden", "hidden"], table.FindAll(".tokens").Select(cell => cell.TextContent));
        Assert.Empty(table.FindAll(".more"));
        Assert.Contains("when you have voted", table.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Chart_HiddenAndUnfinished_AreLeftOut()
    {
        var chart = RecentWords.Chart(
        [
            Overviews.Comparison(Overviews.Side(AnswerMode.Standard, 20), Overviews.Side(AnswerMode.SleepTime, 5)),
            Overviews.Comparison(null, null, hidden: true),
            Overviews.Comparison(Overviews.Side(AnswerMode.Standard, 30), Overviews.Side(AnswerMode.SleepTime, null, RunState.Failed)),
            Overviews.Comparison(Overviews.Side(AnswerMode.Standard, 10), Overviews.Side(AnswerMode.SleepTime, 4)),
        ]);

        Assert.Equal([10d, 20d], chart.Series[0].Values);
        Assert.True(RecentWords.Chart([]).IsEmpty);
    }

    [Theory]
    [InlineData(0, null, "Nothing was slept on and nothing compared in the last 7 days.")]
    [InlineData(100, null, "No question was answered both ways in the last 7 days, so nobody knows what sleep saved.")]
    [InlineData(100, 150L, "In the last 7 days sleep saved more tokens than it spent, on 3 comparisons.")]
    [InlineData(500, 500L, "In the last 7 days sleep saved as many tokens as it spent, on 3 comparisons.")]
    [InlineData(100, 25L, "In the last 7 days sleep has earned back 25 % of its tokens, on 3 comparisons.")]
    [InlineData(100, -5L, "In the last 7 days sleep saved nothing, on 3 comparisons.")]
    public void Balance_AnyWeek_IsAPlainStatement(long asleep, long? saved, string words) =>
        Assert.Equal(words, PaidOffWords.Balance(Overviews.NothingPaid with { Asleep = asleep, Saved = saved, Net = saved - asleep, Comparisons = 3 }));

    [Theory]
    [InlineData(1, 1, 0, 3, 0, "1 new note, shown to hold")]
    [InlineData(4, 4, 0, 3, 0, "4 new notes, all shown to hold")]
    [InlineData(0, 0, 3, 3, 0, "no new notes, 3 struck")]
    [InlineData(0, 0, 0, 2, 0, "2 passes and nothing new")]
    [InlineData(0, 0, 0, 0, 5, "5 sections read")]
    public void Learned_OneContext_SaysWhatCameOfIt(int notes, int verified, int refuted, int passes, int sections, string words) =>
        Assert.Equal(words, LearnedWords.Of(Overviews.Learned("Marbles", notes, verified, refuted, passes, sections)));
}

using SleepTime.Engine.Insights.Figures;
using SleepTime.Web.Components.Pages.Insights;

namespace SleepTime.Tests.Components.Insights;

public sealed class InsightsWordsTests
{
    [Theory]
    [InlineData(4, "What sleep on these contexts cost is not known: the time of 4 pieces of it was not kept.")]
    [InlineData(0, "Nothing was spent on sleep for the contexts that were asked about.")]
    public void Of_CostsWithoutSleep_TellsUnknownFromNothing(int unknown, string words) =>
        Assert.Equal(words, InsightsWords.Of(new CostByQuestions(2, 1, unknown, "€", [])));

    [Theory]
    [InlineData(false, "until a question is answered both ways.")]
    [InlineData(true, ": no question that was answered both ways matches these filters.")]
    public void Of_DaysOfSleepWithoutAComparison_SaysWhatIsMissing(bool isFiltered, string words)
    {
        var figure = new DailyTokens(40, null, 0, [new(new DateOnly(2026, 3, 1), 40, null, null)]);

        Assert.EndsWith(words, InsightsWords.Of(figure, isFiltered), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_ComparisonsOfUnknownCostWithinTheFilters_DoesNotSayThatNothingMatches() =>
        Assert.Equal("Of 3 comparisons the cost is not known.", InsightsWords.Of(new Amortization(0, 0, 0, 3, 0, null, null, "sleep tokens", []), isFiltered: true));

    [Fact]
    public void Of_TooFewScoresWithinTheFilters_CountsThoseThatThereAre() =>
        Assert.Equal("Five different questions with a score are needed; those of 2 comparisons with one within these filters are fewer.", InsightsWords.Of(new Predictability(2, 0, "sleep tokens", []), isFiltered: true));

    [Fact]
    public void Of_OneModeWithinTheFilters_SaysThatNoRunOfTheOtherMatches()
    {
        var figure = new Spread(Measure.CompletionTokens, new SpreadOfMode(2, 10, 12), new SpreadOfMode(0, null, null), 0, []);

        Assert.EndsWith("SleepTime: unknown, no completed run matches these filters.", InsightsWords.Of(figure, isFiltered: true), StringComparison.Ordinal);
        Assert.EndsWith("SleepTime: unknown, no run completed.", InsightsWords.Of(figure), StringComparison.Ordinal);
    }
}

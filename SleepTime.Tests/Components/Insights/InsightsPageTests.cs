using Bunit;
using SleepTime.Tests.Support;
using SleepTime.Web.Components.Pages.Insights;

namespace SleepTime.Tests.Components.Insights;

public sealed class InsightsPageTests : PageTest
{
    [Fact]
    public void Page_NothingAsked_SaysWhatToDoForEachFigure()
    {
        var page = Render<InsightsPage>();

        page.WaitForAssertion(() => Assert.Equal(8, page.FindAll("section .st-hint").Count), SleepTimeApp.Patience);
        Assert.Contains("No question was answered both ways yet.", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Unknown: no completed run has an expected answer.", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("table"));
    }

    [Fact]
    public void Page_NothingMatchesTheFilters_SaysSoAndNotThatThereIsNothing()
    {
        Address = "/insights?person=nobody";

        var page = Render<InsightsPage>();

        page.WaitForAssertion(() => Assert.Equal(Enumerable.Repeat("Take a filter away.", 8), page.FindAll("section .st-hint").Select(hint => hint.TextContent)), SleepTimeApp.Patience);
        Assert.All(page.FindAll("section .st-panel-lead"), sentence => Assert.Equal("Nothing that counts here matches these filters.", sentence.TextContent));
        Assert.Equal("nobody", page.Find("select[aria-label=Person]").GetAttribute("value"));
    }

    [Fact]
    public void ClearFilters_NothingMatched_SaysWhatToDoAgain()
    {
        Address = "/insights?person=nobody";
        var page = Render<InsightsPage>();
        page.WaitForAssertion(() => Assert.Equal(8, page.FindAll("section .st-hint").Count), SleepTimeApp.Patience);

        page.FindAll("button").Single(button => button.TextContent.Trim() == "Clear filters").Click();

        page.WaitForAssertion(() => Assert.Contains("No question was answered both ways yet.", page.Markup, StringComparison.Ordinal), SleepTimeApp.Patience);
        Assert.DoesNotContain("Take a filter away.", page.Markup, StringComparison.Ordinal);
        Assert.Equal("", page.Find("select[aria-label=Person]").GetAttribute("value"));
    }

    [Fact]
    public async Task Page_AnotherFilter_ReadsItsFiguresAndItsTitle()
    {
        var context = await AddContextAsync();
        var page = Render<InsightsPage>();
        page.WaitForAssertion(() => Assert.Equal(8, page.FindAll("section .st-hint").Count), SleepTimeApp.Patience);
        Assert.DoesNotContain(context.Title, page.Markup, StringComparison.Ordinal);

        Address = $"/insights?context={context.Id}";

        page.WaitForAssertion(() => Assert.Contains(context.Title, page.Markup, StringComparison.Ordinal), SleepTimeApp.Patience);
    }
}

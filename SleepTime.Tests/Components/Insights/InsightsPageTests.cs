using Bunit;
using SleepTime.Web.Components.Pages.Insights;

namespace SleepTime.Tests.Components.Insights;

public sealed class InsightsPageTests : PageTest
{
    [Fact]
    public void Page_NothingAsked_SaysWhatToDoForEachFigure()
    {
        var page = Render<InsightsPage>();

        page.WaitForAssertion(() => Assert.Equal(8, page.FindAll("section .st-hint").Count));
        Assert.Contains("No question was answered both ways yet.", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Unknown: no completed run has an expected answer.", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("table"));
    }
}

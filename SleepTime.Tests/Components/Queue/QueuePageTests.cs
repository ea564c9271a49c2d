using Bunit;
using SleepTime.Engine.Sleeping;
using SleepTime.Web.Components.Pages.Queue;

namespace SleepTime.Tests.Components.Queue;

public sealed class QueuePageTests : PageTest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    [Fact]
    public void Render_NoJobs_SaysHowTheyCome()
    {
        var page = Render<QueuePage>();
        page.WaitForAssertion(() => Assert.Contains("The queue is empty", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Render_FilterWithoutJobs_OffersAll()
    {
        await AddContextAsync();
        Address = "/queue?state=failed";
        var page = Render<QueuePage>();
        page.WaitForAssertion(() => Assert.Contains("No job is in this state", page.Markup, StringComparison.Ordinal));
        Assert.Equal("Failed", page.Find(".filter [aria-current]").TextContent);
    }

    [Fact]
    public async Task Sleep_PageOpen_JobEndsWithoutReload()
    {
        await AddContextAsync();
        var page = Render<QueuePage>();
        page.WaitForAssertion(() => Assert.Contains("Waiting", page.Find(".job .st-badge").TextContent, StringComparison.Ordinal));

        await Engine.SleepAsync();

        page.WaitForAssertion(() => Assert.Contains("Done", page.Find(".job .st-badge").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task Pause_ThenResume_IsShownAndStored()
    {
        var page = Render<QueuePage>();
        await page.InvokeAsync(() => page.Find(".st-page-actions button").Click());
        page.WaitForAssertion(() => Assert.Contains("Resume all", page.Find(".st-page-actions").TextContent, StringComparison.Ordinal), Patience);
        Assert.True(Engine.Get<SleepQueue>().Status.Paused);

        await page.InvokeAsync(() => page.Find(".st-page-actions button").Click());
        page.WaitForAssertion(() => Assert.Contains("Pause all", page.Find(".st-page-actions").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task Cancel_Confirmed_CanBeRetried()
    {
        await AddContextAsync();
        var dialogs = Dialogs;
        var page = Render<QueuePage>();
        page.WaitForElement(".job-actions button");

        await page.InvokeAsync(() => page.Find(".job-actions button").Click());
        dialogs.WaitForAssertion(() => Assert.Contains("Cancel the job", dialogs.Markup, StringComparison.Ordinal));
        await dialogs.InvokeAsync(() => dialogs.FindAll("button").Single(button => button.TextContent.Contains("Cancel the job", StringComparison.Ordinal)).Click());
        page.WaitForAssertion(() => Assert.Contains("Cancelled", page.Find(".job .st-badge").TextContent, StringComparison.Ordinal), Patience);

        await page.InvokeAsync(() => page.Find(".job-actions button").Click());
        page.WaitForAssertion(() => Assert.Contains("Waiting", page.Find(".job .st-badge").TextContent, StringComparison.Ordinal), Patience);
    }
}

using Bunit;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Tests.Support;
using SleepTime.Web.Components.Pages.Queue;

namespace SleepTime.Tests.Components.Queue;

public sealed class QueuePageTests : PageTest
{
    private static readonly TimeSpan Patience = SleepTimeApp.Patience;

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
        page.WaitForAssertion(() => Assert.Equal("Failed 0", page.Find(".filter [aria-current]").TextContent));
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
    public void JobRow_EndsWhileSomebodyReads_StaysOpen()
    {
        var running = JobBuilder.Job() with { Passes = [JobBuilder.Pass(1, 20)] };
        var row = Render<JobRow>(row => row.Add(job => job.Job, running).Add(job => job.Queue, JobBuilder.Idle));
        Assert.True(row.Find("details").HasAttribute("open"));

        row.Render(row => row.Add(job => job.Job, running with { State = SleepJobState.Completed }));
        var ended = Render<JobRow>(row => row.Add(job => job.Job, running with { State = SleepJobState.Completed }).Add(job => job.Queue, JobBuilder.Idle));

        Assert.True(row.Find("details").HasAttribute("open"));
        Assert.False(ended.Find("details").HasAttribute("open"));
    }

    [Fact]
    public async Task Cancel_Confirmed_CanBeRetried()
    {
        await AddContextAsync();
        var dialogs = Dialogs;
        var page = Render<QueuePage>();
        page.WaitForElement(".job-actions button");

        await page.InvokeAsync(() => Button(page, "Cancel").Click());
        dialogs.WaitForAssertion(() => Assert.Contains("Cancel the job", dialogs.Markup, StringComparison.Ordinal));
        await dialogs.InvokeAsync(() => dialogs.FindAll("button").Single(button => button.TextContent.Contains("Cancel the job", StringComparison.Ordinal)).Click());
        page.WaitForAssertion(() => Assert.Contains("Cancelled", page.Find(".job .st-badge").TextContent, StringComparison.Ordinal), Patience);

        await page.InvokeAsync(() => Button(page, "Retry").Click());
        page.WaitForAssertion(() => Assert.Contains("Waiting", page.Find(".job .st-badge").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task RunFirst_SecondOfTwo_IsFirstThen()
    {
        await AddContextAsync("Marbles");
        await AddContextAsync("Stamps", "Omar has 12 stamps.");
        var page = Render<QueuePage>();
        page.WaitForAssertion(() => Assert.Equal(["Marbles", "Stamps"], Titles(page)));

        await page.InvokeAsync(() => page.Find("button[aria-label='Run first: the sleep on Stamps']").Click());
        page.WaitForAssertion(() => Assert.Equal(["Stamps", "Marbles"], Titles(page)), Patience);

        await page.InvokeAsync(() => page.Find("button[aria-label='Move down: the sleep on Stamps']").Click());
        page.WaitForAssertion(() => Assert.Equal(["Marbles", "Stamps"], Titles(page)), Patience);
    }

    [Fact]
    public async Task Render_FirstAndLast_CannotBeMovedBeyondTheEnds()
    {
        await AddContextAsync("Marbles");
        await AddContextAsync("Stamps", "Omar has 12 stamps.");
        var page = Render<QueuePage>();
        page.WaitForAssertion(() => Assert.Equal(2, Titles(page).Count));

        Assert.Equal(
            ["Run first: the sleep on Marbles", "Move up: the sleep on Marbles", "Move down: the sleep on Stamps"],
            page.FindAll(".job-actions button[disabled]").Select(button => button.GetAttribute("aria-label")));
    }

    [Fact]
    public async Task Edit_JobWaits_IsCancelledAndOffersNoRetry()
    {
        var context = await AddContextAsync("Marbles");
        await Contexts.ReplaceTextAsync(context.Id, "Maya has 9 marbles.", basedOn: null, CancellationToken.None);
        Address = "/queue?state=cancelled";
        var page = Render<QueuePage>();

        page.WaitForAssertion(() => Assert.Equal(["Marbles"], Titles(page)), Patience);
        Assert.Empty(page.FindAll(".job-actions button"));
    }

    [Fact]
    public async Task Cancel_Asked_FocusesTheButtonThatLosesNothing()
    {
        await AddContextAsync();
        var dialogs = Dialogs;
        var page = Render<QueuePage>();
        page.WaitForElement(".job-actions button");

        await page.InvokeAsync(() => Button(page, "Cancel").Click());

        dialogs.WaitForAssertion(() => Assert.Equal("Let it go on", dialogs.Find(".mud-dialog button").TextContent.Trim()), Patience);
        dialogs.WaitForAssertion(() => Assert.Contains(JSInterop.Invocations, call => call.Identifier == "mudElementRef.focusFirst"), Patience);
    }

    [Fact]
    public async Task Render_PageBeyondTheLast_ShowsTheLast()
    {
        await AddContextAsync("Marbles");
        Address = "/queue?page=999";
        var page = Render<QueuePage>();
        page.WaitForAssertion(() => Assert.Equal(["Marbles"], Titles(page)));
    }

    [Fact]
    public async Task PauseOne_ThenFilter_ShowsItAsPaused()
    {
        await AddContextAsync("Marbles");
        await AddContextAsync("Stamps", "Omar has 12 stamps.");
        var page = Render<QueuePage>();
        page.WaitForAssertion(() => Assert.Equal(2, Titles(page).Count));
        await page.InvokeAsync(() => page.Find("button[aria-label='Pause: the sleep on Stamps']").Click());
        page.WaitForElement("button[aria-label='Resume: the sleep on Stamps']", Patience);

        Address = "/queue?state=paused";

        page.WaitForAssertion(() => Assert.Equal(["Stamps"], Titles(page)), Patience);
        Assert.Equal("Paused", page.Find(".job .st-badge").TextContent.Trim());
    }

    [Fact]
    public async Task Render_PageIsNoNumber_ShowsTheFirst()
    {
        await AddContextAsync("Marbles");
        Address = "/queue?page=nonsense";
        var page = Render<QueuePage>();
        page.WaitForAssertion(() => Assert.Equal(["Marbles"], Titles(page)));
    }

    [Fact]
    public async Task Log_Opened_IsRead()
    {
        await AddContextAsync();
        var page = Render<QueuePage>();
        page.WaitForElement(".job");
        Assert.Empty(page.FindAll(".log"));

        await page.InvokeAsync(() => page.FindAll("details").Single(details => details.TextContent.Contains("Log", StringComparison.Ordinal)).TriggerEvent("ontoggle", EventArgs.Empty));

        page.WaitForAssertion(() => Assert.StartsWith("Queued.", page.Find(".log li span").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task Sleep_LineThatDoesNotHold_IsShownStruckWithItsReason()
    {
        Model.Reply = _ => "Maya has 3 marbles.\n3 + 4 = 9";
        await AddContextAsync();
        var page = Render<QueuePage>();

        await Engine.SleepAsync();

        // The line is struck before the job has ended, and each is shown when it happens.
        page.WaitForAssertion(() => Assert.Contains("struck:", page.Find(".job-notes .struck .verdict").TextContent, StringComparison.Ordinal), Patience);
        page.WaitForAssertion(() => Assert.Contains("Ended because all", page.Find(".job-reason").TextContent, StringComparison.Ordinal), Patience);
        Assert.Contains("struck", page.Find(".job-facts").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_ContextForbidden_IsListedWithItsReason()
    {
        var context = await AddContextAsync();
        await Engine.Get<SleepSettingsService>().SaveAsync(new ContextSleepSettings { ContextId = context.Id, Choice = SleepChoice.Never }, CancellationToken.None);
        await Contexts.ReplaceTextAsync(context.Id, "Maya has 9 marbles.", basedOn: null, CancellationToken.None);

        var page = Render<QueuePage>();
        page.WaitForAssertion(() => Assert.Equal("1 context is not slept on, as a person chose", page.Find(".skipped a").TextContent), Patience);
        Address = page.Find(".skipped a").GetAttribute("href")!;

        page.WaitForAssertion(() => Assert.Contains("A person chose not to sleep on this text.", page.Find("li").TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal($"/contexts/{context.Id}#gate", page.Find("li a").GetAttribute("href"));
        Assert.Equal(["Any reason", "A person’s choice 1", "Too few questions 0", "Would never pay 0", "Would pay too late 0"], Filters(page, "reason"));

        Address = "/queue?state=skipped&reason=never-pays";
        page.WaitForAssertion(() => Assert.Contains("No context is skipped for this reason", page.Markup, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task Render_JobsInSeveralStates_CountsEach()
    {
        await AddContextAsync("Marbles");
        var stamps = await AddContextAsync("Stamps", "Omar has 12 stamps.");
        var jobs = Engine.Get<SleepQueue>();
        await jobs.CancelAsync((await jobs.ListAsync(1, 1, null, stamps.Id, CancellationToken.None)).Items[0].Id, CancellationToken.None);
        var page = Render<QueuePage>();

        page.WaitForAssertion(() => Assert.StartsWith("Nothing has been measured with this model yet", page.Find(".job-worth").TextContent, StringComparison.Ordinal), Patience);
        Assert.DoesNotContain("For sleep:", page.Find(".job-worth").TextContent, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Equal(
            ["All 2", "Sleeping 0", "Waiting 1", "Paused 0", "Done 0", "Failed 0", "Cancelled 1", "Not slept on 0"], Filters(page, "state")), Patience);
    }

    [Fact]
    public async Task Sleep_AgainOnEditedNotes_ShowsWhatItBeginsWith()
    {
        var context = await AddContextAsync();
        await Engine.SleepAsync();
        var editor = Engine.Get<NotesEditor>();
        var notes = (await Engine.Get<NotesService>().ListAsync(context.Id, CancellationToken.None))![0].Notes;
        await editor.EditAsync(context.Id, notes.Id, [new NoteEdit(null, "Maya likes red ones.", Struck: false)], "local", CancellationToken.None);
        await Engine.Get<SleepQueue>().EnqueueAsync(context.Id, passes: 1, force: true, "local", CancellationToken.None);

        Address = "/queue?state=queued";
        var page = Render<QueuePage>();

        page.WaitForAssertion(() => Assert.Equal("Kept from earlier notes · 1 note", page.Find("h3").TextContent), Patience);
        Assert.Equal("edited by hand", page.Find(".job-notes .verdict").TextContent);
    }

    [Fact]
    public async Task TryAgain_FirstReadFailed_CountsInTheFilterToo()
    {
        await AddContextAsync();
        BreakDatabase();
        var page = Render<QueuePage>();
        page.WaitForElement(".st-notice-failure", Patience);
        MendDatabase();

        await page.InvokeAsync(() => Button(page, "Try again").Click());

        page.WaitForAssertion(() => Assert.Equal("All 1", Filters(page, "state")[0]), Patience);
    }

    private static List<string> Filters(IRenderedComponent<QueuePage> page, string by) =>
        [.. page.FindAll($"nav[aria-label='Filter by {by}'] a").Select(link => link.TextContent)];

    private static List<string> Titles(IRenderedComponent<QueuePage> page) => [.. page.FindAll(".job-title").Select(title => title.TextContent)];

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<QueuePage> page, string text) =>
        page.FindAll("button").Single(button => button.TextContent.Trim().EndsWith(text, StringComparison.Ordinal));
}

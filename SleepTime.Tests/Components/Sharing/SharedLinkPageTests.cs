using Bunit;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Insights;
using SleepTime.Engine.Sharing;
using SleepTime.Engine.Sharing.Snapshots;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Verification;
using SleepTime.Tests.Support;
using SleepTime.Web.Components.Pages.SharedLink;

namespace SleepTime.Tests.Components.Sharing;

public sealed class SharedLinkPageTests : PageTest
{
    [Fact]
    public async Task Render_Comparison_ShowsAnswersSafelyWithFiguresAndSettings()
    {
        Model.Reply = _ => "**Maya** has <script>alert(1)</script> 3.\nAnswer: 3";
        var context = await AddContextAsync();
        await AddNotesAsync(context, ["Maya has 3 marbles."]);
        var asked = await Engine.Get<AnswerService>().AskAsync(
            new AskRequest { ContextId = context.Id, Question = "How many marbles?", Modes = [AnswerMode.Standard, AnswerMode.SleepTime], ExpectedAnswer = "3", Owner = "local" }, CancellationToken.None);
        foreach (var run in asked.Runs)
            await Engine.EndOfAsync(run);

        var page = await OpenAsync(ShareKind.Comparison, asked.ComparisonId);

        Assert.Equal("How many marbles?", page.Find("h1").TextContent);
        Assert.Equal(["Standard", "SleepTime"], page.FindAll(".st-answer h2").Select(title => title.TextContent));
        Assert.Equal(2, page.FindAll(".st-markdown strong").Count(strong => strong.TextContent == "Maya"));
        Assert.Empty(page.FindAll("script"));
        Assert.Equal(2, page.FindAll(".numbers").Count);
        Assert.Contains("Right, the same", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Both asked with the same settings", page.Markup, StringComparison.Ordinal);
        Assert.Contains("1 March 2026, 12:00 UTC", page.Find("time").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_Context_ShowsTextAndVerifiedNotesWithSources()
    {
        var context = await AddContextAsync();
        await AddNotesAsync(context, ["Maya has 3 marbles.", "!Maya has 9."]);

        var page = await OpenAsync(ShareKind.Context, context.Id);

        Assert.Equal("Maya has 3 marbles.", page.Find(".st-prose").TextContent);
        Assert.Contains("verified by the text", page.Find("details summary").TextContent, StringComparison.Ordinal);
        Assert.Equal("Maya has 3 marbles.", page.Find("details q").TextContent);
        Assert.Contains("The text says otherwise.", page.Find(".struck").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_Overview_ShowsItsPanelsAndLeadsNowhere()
    {
        var context = await AddContextAsync();
        await AddNotesAsync(context, ["Maya has 3 marbles."]);
        var asked = await Engine.Get<AnswerService>().AskAsync(
            new AskRequest { ContextId = context.Id, Question = "How many marbles?", Modes = [AnswerMode.Standard, AnswerMode.SleepTime], ExpectedAnswer = "3", Owner = "local" }, CancellationToken.None);
        foreach (var run in asked.Runs)
            await Engine.EndOfAsync(run);
        await Engine.Get<SleepQueue>().PauseAsync(CancellationToken.None);

        var page = await OpenAsync(ShareKind.Overview, null);

        Assert.Equal(["What the model did", "Alerts", "Learned in the last 24 hours", "What paid off", "Recent comparisons"], page.FindAll("h2").Select(title => title.TextContent));
        Assert.Equal("Sleep is paused", page.Find(".alert h3").TextContent);
        var row = Assert.Single(page.FindAll(".st-table tbody tr"));
        Assert.Equal(2, row.QuerySelectorAll(".more").Length);
        Assert.Contains("1 March 2026, 12:00 UTC", row.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("a"));
        Assert.Empty(page.FindAll("button"));
    }

    [Fact]
    public void Render_OverviewStoredBeforeItHeldMore_ShowsWhatItHas()
    {
        var figures = new OverviewFigures(2, 1, 3, 0, 4, 0, 50, 25, 1, [new ComparisonTokens(Overviews.Now, "How many?", 30, 5)]);

        var page = Render<SharedOverview>(parameters => parameters.Add(page => page.Snapshot, new OverviewSnapshot(Overviews.Now, figures, HiddenComparisons: 1)));

        Assert.Equal(["30", "5"], page.FindAll("tbody .st-number").Take(2).Select(cell => cell.TextContent));
        Assert.Contains("1 blind comparison left out", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_ContextInSections_ShowsTheNotesOfEach()
    {
        var line = new NoteSnapshot(0, 1, "Maya has 3.", true, CheckedBy.Text, false, false, null, "Maya has 3 marbles.");
        var snapshot = new ContextSnapshot(Overviews.Now, "Long", "Text", 1, 9, Overviews.Now, null, new SectionsSnapshot(12, [new SectionSnapshot(4, "Page 4", [line])]));

        var page = Render<SharedContext>(parameters => parameters.Add(page => page.Snapshot, snapshot));

        Assert.Contains("1 of 12 sections slept on", page.Find("h3").TextContent, StringComparison.Ordinal);
        Assert.Equal("Page 4 4 of 12 · 1 note", page.Find("details summary").TextContent);
        Assert.Equal("Maya has 3 marbles.", page.Find("details q").TextContent);
    }

    [Fact]
    public void Render_MistypedToken_SaysThatTheLinkDoesNotWork()
    {
        var page = Render<SharedLinkPage>(parameters => parameters.Add(shared => shared.Token, "nothing"));
        Assert.Equal("This link does not work (any more)", page.Find("h1").TextContent);
    }

    private async Task<IRenderedComponent<SharedLinkPage>> OpenAsync(ShareKind kind, Guid? id)
    {
        var made = await Engine.Get<ShareService>().CreateAsync(kind, id, null, "local", CancellationToken.None);
        var page = Render<SharedLinkPage>(parameters => parameters.Add(shared => shared.Token, made!.Token));
        page.WaitForElement("time", SleepTimeApp.Patience);
        return page;
    }
}

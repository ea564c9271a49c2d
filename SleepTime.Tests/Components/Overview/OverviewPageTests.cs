using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Answering;
using SleepTime.Engine.ModelHosting;
using SleepTime.Tests.Support;
using SleepTime.Web.Components.Pages.Overview;
using SleepTime.Web.Live;

namespace SleepTime.Tests.Components.Overview;

public sealed class OverviewPageTests : PageTest
{
    // The first reading of a process compiles every query.
    private static readonly TimeSpan _patience = SleepTimeApp.Patience;

    [Fact]
    public void Render_NoContexts_SaysWhatToDoNext()
    {
        var page = Render<OverviewPage>();
        page.WaitForAssertion(() => Assert.Contains("No contexts yet", page.Markup, StringComparison.Ordinal), _patience);
        Assert.Contains("/contexts", page.Find(".st-notice a").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_NoComparison_ShowsSavedTokensAsUnknown()
    {
        await AddContextAsync();
        var page = Render<OverviewPage>();
        page.WaitForAssertion(() => Assert.Equal("—", page.Find(".saved strong").TextContent), _patience);
    }

    [Fact]
    public async Task Render_ComparisonEnded_TablesItsTokens()
    {
        Model.Reply = prompt => prompt.Contains("Notes:", StringComparison.Ordinal) ? "Answer: 3" : "Maya has 3. Answer: 3";
        var context = await AddContextAsync();
        await Engine.SleepAsync();
        var result = await Engine.Get<AnswerService>().AskAsync(
            new AskRequest { ContextId = context.Id, Question = "How many?", Modes = [AnswerMode.Standard, AnswerMode.SleepTime], Owner = "local" }, CancellationToken.None);
        foreach (var run in result.Runs)
            await Engine.EndOfAsync(run);

        var page = Render<OverviewPage>();

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".st-chart-table tbody tr")), _patience);
        Assert.Equal("All is well.", page.Find(".well strong").TextContent);
        var figures = page.FindAll(".st-chart-table tbody td").Select(cell => int.Parse(cell.TextContent)).ToList();
        Assert.True(figures[0] > figures[1]);
        Assert.Contains("How many?", page.Find(".st-table-rows a").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ContextAdded_PageOpen_CountsItWithoutReload()
    {
        var page = Render<OverviewPage>();
        page.WaitForAssertion(() => Assert.Contains("No contexts yet", page.Markup, StringComparison.Ordinal), _patience);

        await AddContextAsync();

        page.WaitForAssertion(() => Assert.Equal("1", page.Find(".figures strong").TextContent), _patience);
    }

    [Fact]
    public async Task JobDone_PageOpen_ShowsWhatWasLearnedWithoutReload()
    {
        Model.Reply = _ => "Maya has 3.";
        await AddContextAsync();
        var page = Render<OverviewPage>();
        page.WaitForAssertion(() => Assert.Contains("Nothing was slept on", page.Find(".learned").TextContent, StringComparison.Ordinal), _patience);

        await Engine.SleepAsync();

        page.WaitForAssertion(() => Assert.Equal("Marbles of Maya", page.Find(".learned .contexts a").TextContent), _patience);
    }

    [Fact]
    public void Render_FiguresUnreadable_SaysSoAndStillTellsWhatTheModelDoes()
    {
        Services.AddSingleton(new OverviewBoard(
            _ => throw new InvalidOperationException("The database is locked."), Engine.Get<ActivityFeed>(), TimeProvider.System, NullLogger<OverviewBoard>.Instance));

        var page = Render<OverviewPage>();

        page.WaitForAssertion(() => Assert.Contains("The database is locked", page.Find("[role=alert]").TextContent, StringComparison.Ordinal), _patience);
        Assert.Equal("Idle", page.Find("#model .st-badge").TextContent.Trim());
    }

    [Fact]
    public void Render_ModelReady_SaysWhatItUnderstands()
    {
        var page = Render<OverviewPage>();
        var remark = Engine.Get<ModelHost>().Status.Hosted!.Preset.Remark!;
        Assert.Contains(remark, page.Find(".model-remark").TextContent, StringComparison.Ordinal);
    }
}

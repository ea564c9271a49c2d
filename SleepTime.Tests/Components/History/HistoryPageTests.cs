using Bunit;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Contexts;
using SleepTime.Tests.Support;
using SleepTime.Web.Components.Pages.History;

namespace SleepTime.Tests.Components.History;

public sealed class HistoryPageTests : PageTest
{
    private static readonly TimeSpan Patience = SleepTimeApp.Patience;

    [Fact]
    public void Render_NothingAsked_OffersToAsk()
    {
        var page = Render<HistoryPage>();
        page.WaitForAssertion(() => Assert.Contains("Nobody has asked anything yet", page.Markup, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task Render_Comparison_IsOneRowThatOpensIt()
    {
        var asked = await AskAsync(await AddContextAsync(), AnswerMode.Standard, AnswerMode.SleepTime);

        var page = Render<HistoryPage>();

        page.WaitForAssertion(() => Assert.Single(page.FindAll(".entry")), Patience);
        Assert.Contains($"comparison={asked.ComparisonId}", page.Find(".entry .question").GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal(["Standard", "SleepTime"], page.FindAll(".entry .mode").Select(mode => mode.TextContent));
    }

    [Fact]
    public async Task Render_BlindAndNotVoted_ShowsLettersAndNoFigure()
    {
        var context = await AddContextAsync();
        await AddNotesAsync(context, ["Maya has 3 marbles."]);
        await AskAsync(context, blind: true, AnswerMode.Standard, AnswerMode.SleepTime);

        var page = Render<HistoryPage>();

        page.WaitForAssertion(() => Assert.Equal(["Answer A", "Answer B"], page.FindAll(".entry .mode").Select(mode => mode.TextContent)), Patience);
        Assert.Empty(page.FindAll(".entry .tokens, .st-mode-standard, .st-mode-sleeptime"));
        Assert.Contains("open it to vote", page.Find(".entry").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("SleepTime", page.Find(".entry").OuterHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_AnswerFailed_GivesItsReason()
    {
        await AskAsync(await AddContextAsync(), AnswerMode.SleepTime);

        var page = Render<HistoryPage>();

        page.WaitForAssertion(() => Assert.Contains("no notes", page.Find(".entry .reason").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task Render_FiltersInTheAddress_AreAppliedAndShown()
    {
        var context = await AddContextAsync();
        await AskAsync(context, AnswerMode.Standard);
        Address = $"/history?mode=standard&state=completed&context={context.Id}&person=local&q=marbles&from=2026-03-01&to=2026-03-01";

        var page = Render<HistoryPage>();

        page.WaitForAssertion(() => Assert.Equal("1 question found", page.Find(".st-count").TextContent), Patience);
        Assert.Equal(["standard", "completed", "local"], page.FindAll(".filters select").Select(select => select.GetAttribute("value")));
        Assert.Equal("2026-03-01", page.Find("input[type=date]").GetAttribute("value"));
    }

    [Fact]
    public async Task Render_NothingFound_SaysWhatWasSearched()
    {
        await AskAsync(await AddContextAsync(), AnswerMode.Standard);
        Address = "/history?q=unicorn";
        var page = Render<HistoryPage>();
        page.WaitForAssertion(() => Assert.Contains("“unicorn”", page.Find(".st-notice").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task Render_ContextDeleted_SaysSo()
    {
        Address = $"/history?context={Guid.NewGuid()}";
        await AskAsync(await AddContextAsync(), AnswerMode.Standard);
        var page = Render<HistoryPage>();
        page.WaitForAssertion(() => Assert.Contains("This context was deleted", page.Find(".st-notice").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task Mode_Chosen_StandsInTheAddress()
    {
        await AskAsync(await AddContextAsync(), AnswerMode.Standard);
        var page = Render<HistoryPage>();
        page.WaitForElement(".entry", Patience);

        await page.InvokeAsync(() => page.Find("select[aria-label=Mode]").Change("sleep"));

        Assert.EndsWith("/history?mode=sleep", Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ClearFilters_ModeChosen_LeavesNoneChosen()
    {
        await AskAsync(await AddContextAsync(), AnswerMode.Standard);
        var page = Render<HistoryPage>();
        page.WaitForElement(".entry", Patience);
        await page.InvokeAsync(() => page.Find("select[aria-label=Mode]").Change("sleep"));
        page.WaitForAssertion(() => Assert.Equal("sleep", page.Find("select[aria-label=Mode]").GetAttribute("value")), Patience);

        await page.InvokeAsync(() => page.FindAll("button").Single(button => button.TextContent.Trim() == "Clear filters").Click());

        page.WaitForAssertion(() => Assert.Equal("", page.Find("select[aria-label=Mode]").GetAttribute("value")), Patience);
    }

    [Fact]
    public async Task Asked_PageOpen_MovesNothingUntilItIsAskedFor()
    {
        var context = await AddContextAsync();
        await AskAsync(context, AnswerMode.Standard);
        var page = Render<HistoryPage>();
        page.WaitForElement(".entry", Patience);

        await AskAsync(context, AnswerMode.Standard);
        page.WaitForAssertion(() => Assert.Equal("1 new question: show it", page.Find(".newer").TextContent), Patience);
        Assert.Single(page.FindAll(".entry"));
        await page.InvokeAsync(() => page.Find(".newer").Click());

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".entry").Count), Patience);
    }

    [Fact]
    public async Task TryAgain_FirstReadFailed_HoldsTheRowsAsElsewhere()
    {
        var context = await AddContextAsync();
        await AskAsync(context, AnswerMode.Standard);
        BreakDatabase();
        var page = Render<HistoryPage>();
        page.WaitForElement(".st-notice-failure", Patience);
        MendDatabase();

        await page.InvokeAsync(() => page.Find(".st-notice-failure button").Click());
        page.WaitForElement(".entry", Patience);
        await AskAsync(context, AnswerMode.Standard);

        page.WaitForAssertion(() => Assert.Equal("1 new question: show it", page.Find(".newer").TextContent), Patience);
        Assert.Single(page.FindAll(".entry"));
    }

    [Fact]
    public async Task Delete_Confirmed_IsGone()
    {
        await AskAsync(await AddContextAsync(), AnswerMode.Standard);
        var dialogs = Dialogs;
        var page = Render<HistoryPage>();
        page.WaitForElement(".entry", Patience);

        await page.InvokeAsync(() => page.Find("[title=Delete]").Click());
        dialogs.WaitForAssertion(() => Assert.Contains("It cannot be undone.", dialogs.Markup, StringComparison.Ordinal));
        await dialogs.InvokeAsync(() => dialogs.FindAll("button").Single(button => button.TextContent.Contains("Delete it", StringComparison.Ordinal)).Click());

        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".entry")), Patience);
    }

    [Theory]
    [InlineData("Ann has 3. Answer: 3", null, "3")]
    [InlineData("Über Maya weiß ich nichts.", "uber", "Über Maya weiß ich nichts.")]
    [InlineData("", "x", "")]
    public void Excerpt_OfAnAnswer_ShowsTheWordOrTheAnswer(string answer, string? search, string expected) => Assert.Equal(expected, AnswerExcerpt.Of(answer, search));

    private Task<AskResult> AskAsync(ContextDetails context, params AnswerMode[] modes) => AskAsync(context, blind: false, modes);

    private async Task<AskResult> AskAsync(ContextDetails context, bool blind, params AnswerMode[] modes)
    {
        var asked = await Engine.Get<AnswerService>().AskAsync(
            new AskRequest { ContextId = context.Id, Question = "How many marbles has Maya?", Modes = modes, IsBlind = blind, Owner = "local" }, CancellationToken.None);
        foreach (var run in asked.Runs)
            await Engine.EndOfAsync(run);
        return asked;
    }
}

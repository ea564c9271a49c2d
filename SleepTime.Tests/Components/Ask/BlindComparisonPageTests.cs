using Bunit;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Answering.Feedback;
using SleepTime.Engine.Contexts;
using SleepTime.Tests.Support;
using SleepTime.Web.Components.Pages.Ask;

namespace SleepTime.Tests.Components.Ask;

public sealed class BlindComparisonPageTests : PageTest
{
    private static readonly TimeSpan Patience = SleepTimeApp.Patience;

    [Fact]
    public async Task Blind_NotVoted_HidesNamesFiguresAndNotes()
    {
        var page = await OpenAsync(await AskAsync(blind: true));

        page.WaitForElement(".votes", Patience);

        Assert.Equal(["Answer A", "Answer B"], page.FindAll(".st-answer h3").Select(title => title.TextContent));
        foreach (var telling in new[] { ".numbers", ".citations", ".delta", ".st-mode-standard", ".st-mode-sleeptime", ".tally" })
            Assert.Empty(page.FindAll(telling));
        foreach (var column in page.FindAll(".st-answer"))
        {
            Assert.DoesNotContain("Standard", column.OuterHtml, StringComparison.Ordinal);
            Assert.DoesNotContain("SleepTime", column.OuterHtml, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Blind_Voted_ShowsEverythingAndCountsOnce()
    {
        var runs = await AskAsync(blind: true);
        var page = await OpenAsync(runs);
        page.WaitForElement(".votes button", Patience);

        await page.InvokeAsync(() => page.Find(".votes button").Click());

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".numbers").Count), Patience);
        var first = BlindSides.Arrange(runs)[0].Mode;
        Assert.StartsWith(first == AnswerMode.Standard ? "Standard, which was A" : "SleepTime, which was A", page.Find(".st-answer h3").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".votes button"));
        Assert.Equal(1, (await Engine.Get<VoteService>().CountAsync(runs[0].ContextId, CancellationToken.None)).Blind.Total);
        Assert.Contains("1", page.Find(".tally").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Blind_OneSideFailed_HasNothingToHide()
    {
        var context = await AddContextAsync();
        var page = await OpenAsync(await AskAsync(blind: true, context)); // without notes

        page.WaitForAssertion(() => Assert.Contains("no notes yet", page.Find(".st-mode-sleeptime").TextContent, StringComparison.Ordinal), Patience);
        Assert.Empty(page.FindAll(".votes"));
    }

    [Fact]
    public async Task Open_Voted_CanBeChanged()
    {
        var runs = await AskAsync(blind: false);
        var page = await OpenAsync(runs);
        page.WaitForElement(".votes button", Patience);

        await page.InvokeAsync(() => page.FindAll(".votes button")[1].Click());
        page.WaitForAssertion(() => Assert.Contains("You preferred SleepTime.", page.Find(".votes").TextContent, StringComparison.Ordinal), Patience);
        await page.InvokeAsync(() => page.FindAll(".votes button")[2].Click());

        page.WaitForAssertion(() => Assert.Contains("equally good", page.Find(".votes p").TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal(new VoteTally(0, 0, 1), (await Engine.Get<VoteService>().CountAsync(null, CancellationToken.None)).Open);
    }

    [Fact]
    public async Task CountAnew_Confirmed_CountsNothingAndKeepsTheVote()
    {
        var dialogs = Dialogs;
        var runs = await AskAsync(blind: true);
        await Engine.Get<VoteService>().VoteAsync(runs[0].ComparisonId!.Value, null, "local", CancellationToken.None);
        var page = await OpenAsync(runs);
        page.WaitForElement(".tally button", Patience);

        var click = page.InvokeAsync(() => page.Find(".tally button").Click());
        dialogs.WaitForElement(".mud-dialog-actions button", Patience);
        await dialogs.InvokeAsync(() => dialogs.FindAll(".mud-dialog-actions button")[1].Click());
        await click;

        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".tally")), Patience);
        Assert.Contains("found both equally good", page.Find(".votes").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Thumb_PressedTwice_IsTakenBack()
    {
        var runs = await AskAsync(blind: false);
        var page = await OpenAsync(runs);
        page.WaitForElement(".thumbs button", Patience);

        await page.InvokeAsync(() => page.Find(".thumbs button").Click());
        page.WaitForAssertion(() => Assert.Equal("true", page.Find(".thumbs button").GetAttribute("aria-pressed")), Patience);
        await page.InvokeAsync(() => page.Find(".thumbs button").Click());

        page.WaitForAssertion(() => Assert.Equal("false", page.Find(".thumbs button").GetAttribute("aria-pressed")), Patience);
        Assert.Empty(await Engine.Get<FeedbackService>().FindRatingsAsync([.. runs.Select(run => run.Id)], "local", CancellationToken.None));
    }

    [Fact]
    public async Task Expected_GivenAfterwards_ScoresBothByTheRule()
    {
        var page = await OpenAsync(await AskAsync(blind: false));
        page.WaitForElement(".votes", Patience);

        await page.InvokeAsync(() => page.Find(".expected button").Click());
        await page.InvokeAsync(() => page.Find(".expected input").Input("42.0"));
        await page.InvokeAsync(() => page.Find(".expected form").Submit());

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".answer-head").Count(head => head.TextContent.Contains("Right, the number is equal", StringComparison.Ordinal))), Patience);
        Assert.Contains("Both answers are right.", page.Find(".delta").TextContent, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<Run>> AskAsync(bool blind, ContextDetails? on = null)
    {
        var context = on ?? await AddContextAsync();
        if (on is null)
            await AddNotesAsync(context, ["Maya has 3 marbles."]);
        var asked = await Engine.Get<AnswerService>().AskAsync(
            new AskRequest { ContextId = context.Id, Question = "How many?", Modes = [AnswerMode.Standard, AnswerMode.SleepTime], IsBlind = blind, Owner = "local" },
            CancellationToken.None);
        foreach (var run in asked.Runs)
            await Engine.EndOfAsync(run);
        return asked.Runs;
    }

    private Task<IRenderedComponent<AskPage>> OpenAsync(IReadOnlyList<Run> runs)
    {
        Address = $"/ask?context={runs[0].ContextId}&comparison={runs[0].ComparisonId}";
        return Task.FromResult(Render<AskPage>());
    }
}

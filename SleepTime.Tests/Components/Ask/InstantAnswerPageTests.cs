using Bunit;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Contexts;
using SleepTime.Tests.Support;
using SleepTime.Web.Components.Pages.Ask;

namespace SleepTime.Tests.Components.Ask;

public sealed class InstantAnswerPageTests : PageTest
{
    private const string Expected = "How many marbles has Maya?";
    private static readonly TimeSpan Patience = SleepTimeApp.Patience;

    public InstantAnswerPageTests() =>
        Model.Reply = prompt => prompt.Contains("write questions", StringComparison.Ordinal) ? $"{Expected} Answer: 3"
            : prompt.Contains("Question:", StringComparison.Ordinal) ? "Maya has 3. Answer: 3"
            : "Maya has 3.";

    [Fact]
    public async Task Render_AfterSleep_OffersTheQuestionsThatItExpects()
    {
        await SleptAsync();

        var page = Render<AskPage>();

        page.WaitForAssertion(() => Assert.Equal(Expected, page.Find(".ask-suggestions button").TextContent), Patience);
    }

    [Fact]
    public async Task Answer_FromTheStore_SaysSoAndOffersTheModel()
    {
        var context = await SleptAsync();
        var asked = await AskAsync(context, instant: true);
        Address = $"/ask?context={context.Id}&run={asked.Id}";
        var page = Render<AskPage>();
        page.WaitForAssertion(() => Assert.Contains("Answered at once", page.Find(".answer-head").TextContent, StringComparison.Ordinal), Patience);
        Assert.Contains("the model was not asked", page.Find(".st-answer .st-hint").TextContent, StringComparison.Ordinal);

        await page.InvokeAsync(() => page.Find(".st-answer .st-hint .st-link-button").Click());

        var runs = (await Engine.Get<RunHistory>().ListAsync(1, 10, context.Id, CancellationToken.None)).Items;
        Assert.Equal(2, runs.Count);
        Assert.Single(runs, run => run.ExpectedQuestionId is null);
    }

    [Fact]
    public async Task Answer_FromNotes_ShowsTheNoteAndItsSentence()
    {
        var context = await SleptAsync();
        var asked = await AskAsync(context, instant: false);
        Address = $"/ask?context={context.Id}&run={asked.Id}";

        var page = Render<AskPage>();

        page.WaitForAssertion(() => Assert.Equal("Maya has 3.", page.Find(".citations button").TextContent), Patience);
        Assert.Equal("false", page.Find(".citations button").GetAttribute("aria-expanded"));
        await page.InvokeAsync(() => page.Find(".citations button").Click());

        Assert.Equal("Maya has 3 marbles.", page.Find(".citations .source mark").TextContent);
        Assert.Contains("verified", page.Find(".citations .source").TextContent, StringComparison.Ordinal);
        await page.InvokeAsync(() => page.Find(".citations .source").KeyDown("Escape"));
        Assert.Empty(page.FindAll(".citations .source"));
    }

    private async Task<ContextDetails> SleptAsync()
    {
        var context = await AddContextAsync();
        await Engine.SleepAsync();
        return context;
    }

    private async Task<Run> AskAsync(ContextDetails context, bool instant)
    {
        var asked = await Engine.Get<AnswerService>().AskAsync(
            new AskRequest { ContextId = context.Id, Question = Expected, Modes = [AnswerMode.SleepTime], Owner = "local", Instant = instant }, CancellationToken.None);
        return await Engine.EndOfAsync(asked.Runs[0]);
    }
}

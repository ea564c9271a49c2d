using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Answering.History;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.ModelHosting;
using SleepTime.Tests.Support;
using SleepTime.Web.Components.Pages.Ask;

namespace SleepTime.Tests.Components.Ask;

public sealed class AskPageTests : PageTest
{
    private static readonly TimeSpan Patience = SleepTimeApp.Patience;

    [Fact]
    public void Render_NoContexts_SendsToAddOne()
    {
        var page = Render<AskPage>();
        page.WaitForAssertion(() => Assert.Contains("There is nothing to ask about yet", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void Render_ContextDeleted_SaysSo()
    {
        Address = $"/ask?context={Guid.CreateVersion7()}";
        var page = Render<AskPage>();
        page.WaitForAssertion(() => Assert.Contains("That context is gone", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void Render_ContextIsNoId_SaysSoToo()
    {
        Address = "/ask?context=nonsense&run=nonsense";
        var page = Render<AskPage>();
        page.WaitForAssertion(() => Assert.Contains("That context is gone", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Render_ComparisonGone_SaysSoAndStillAsks()
    {
        var context = await AddContextAsync();
        Address = $"/ask?context={context.Id}&comparison={Guid.CreateVersion7()}";
        var page = Render<AskPage>();
        page.WaitForAssertion(() => Assert.Contains("The answers of this address are gone", page.Markup, StringComparison.Ordinal));
        Assert.NotEmpty(page.FindAll("form"));
    }

    [Fact]
    public async Task Ask_EmptyQuestion_SaysWhatToDo()
    {
        await AddContextAsync();
        var page = Render<AskPage>();
        page.WaitForElement("form");

        await page.InvokeAsync(() => page.Find("form").Submit());

        Assert.Contains("Type a question", page.Find("form [role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_PressedTwice_AsksOnceAndAgainAfterASecond()
    {
        var time = new FakeTimeProvider();
        Services.AddSingleton<TimeProvider>(time);
        var context = await AddContextAsync();
        var page = Render<AskPage>();
        page.WaitForElement("form textarea", Patience);
        await page.InvokeAsync(() => page.Find("form textarea").Change("How many?"));

        await page.InvokeAsync(() => page.Find("form").SubmitAsync());
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());
        var atOnce = await CountRunsAsync();
        time.Advance(TimeSpan.FromSeconds(1));
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());

        Assert.Equal((2, 4), (atOnce, await CountRunsAsync())); // each time in both modes

        async Task<int> CountRunsAsync() => (await Engine.Get<RunHistory>().ListAsync(1, 10, context.Id, CancellationToken.None)).Items.Count;
    }

    [Fact]
    public async Task Refresh_NoContextInTheAddress_StaysWithTheOneThatIsShownWhileItIsThere()
    {
        var shown = await AddContextAsync();
        var page = Render<AskPage>();
        page.WaitForElement("form", Patience);
        Engine.Time.Advance(TimeSpan.FromSeconds(1));
        var newer = await AddContextAsync("Marbles of Leo", "Leo has 5 marbles.");
        await SuggestAsync(shown, "How many?", "3");

        await Contexts.RenameAsync(shown.Id, "All marbles", CancellationToken.None);

        // The suggestion shows that the page has been read anew.
        page.WaitForAssertion(() => Assert.Equal("How many?", page.Find(".ask-suggestions button").TextContent), Patience);
        Assert.Equal($"/contexts/{shown.Id}", page.Find(".ask-notes a").GetAttribute("href"));

        await Contexts.DeleteAsync(shown.Id, CancellationToken.None);

        page.WaitForAssertion(() => Assert.Equal($"/contexts/{newer.Id}", page.Find(".ask-notes a").GetAttribute("href")), Patience);
    }

    [Fact]
    public async Task Ask_BothWithNotes_ShowsBothAnswersAndTheDifference()
    {
        Model.Reply = prompt => prompt.Contains("Task:", StringComparison.Ordinal) ? "Maya has 3."
            : prompt.Contains("Notes:", StringComparison.Ordinal) ? "Answer: 3" : "Maya has 3 marbles and keeps them. Answer: 3";
        var context = await AddContextAsync();
        await SuggestAsync(context, "How many?", "3");
        await Engine.SleepAsync();

        var page = await AskAsync("How many?");

        page.WaitForAssertion(() => Assert.Contains("fewer completion tokens", page.Find(".delta-headline").TextContent, StringComparison.Ordinal), Patience);
        Assert.Contains("comparison=", Address, StringComparison.Ordinal);
        Assert.StartsWith("Scored by its text: “3” is the expected answer", page.Find(".st-mode-sleeptime .score").TextContent, StringComparison.Ordinal);
        Assert.Contains("Both answers are right.", page.Find(".delta-details").TextContent, StringComparison.Ordinal);
        Assert.Contains("reads the notes too", page.Find(".delta-details").TextContent, StringComparison.Ordinal);
        Assert.Equal(2, page.FindAll(".st-final").Count);
        // The notes were verified, so that there is no caution to give.
        page.WaitForAssertion(() => Assert.Equal("From the text and the notes it used.", page.Find(".st-mode-sleeptime .st-hint").TextContent.Trim()), Patience);
    }

    [Fact]
    public async Task Ask_NoNotes_SleepTimeColumnSaysWhyAndShowsTheJob()
    {
        await AddContextAsync();

        var page = await AskAsync("How many?");

        page.WaitForAssertion(() => Assert.Contains("no notes yet", page.Find(".st-mode-sleeptime").TextContent, StringComparison.Ordinal), Patience);
        page.WaitForAssertion(() => Assert.Contains("Answer: 42", page.Find(".st-mode-standard").TextContent, StringComparison.Ordinal), Patience);
        Assert.Contains("0 of 3 passes done", page.Find(".st-mode-sleeptime").TextContent, StringComparison.Ordinal);
        Assert.Contains("Nothing to compare: SleepTime failed.", page.Find(".delta-headline").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_WhileWriting_ShowsStopped()
    {
        using var writing = new Breakpoint(Model, at: 5);
        await AddContextAsync();
        var page = await AskAsync("How many?");
        page.WaitForElement(".answers-head button[data-key]", Patience);
        await writing.Reached;

        await page.InvokeAsync(() => page.Find(".answers-head button[data-key]").Click());
        writing.GoOn();

        page.WaitForAssertion(() => Assert.Contains("Stopped", page.Find(".st-mode-standard .st-badge").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task AskAgain_AskedWithOtherSettings_KeepsThem()
    {
        var context = await AddContextAsync();
        var answers = Engine.Get<AnswerService>();
        var asked = await answers.AskAsync(
            new AskRequest { ContextId = context.Id, Question = "How many?", Modes = [AnswerMode.Standard], Temperature = 0.5f, Seed = 7, MaxTokens = 20, Owner = "local" },
            CancellationToken.None);
        Address = $"/ask?context={context.Id}&run={asked.Runs[0].Id}";
        var page = Render<AskPage>();
        page.WaitForAssertion(() => Assert.Contains("Ask again", page.Find(".answers-head button").TextContent, StringComparison.Ordinal), Patience);

        await page.InvokeAsync(() => page.Find(".answers-head button").Click());

        var runs = (await Engine.Get<RunHistory>().ListAsync(1, 10, context.Id, CancellationToken.None)).Items;
        Assert.Equal(2, runs.Count);
        Assert.All(runs, run => Assert.Equal((0.5f, 7u, 20), (run.Temperature, run.Seed, run.MaxTokens)));
    }

    [Fact]
    public async Task AskAgain_APersonHasToldTheRightAnswer_ScoresTheNewOneAgainstIt()
    {
        var context = await AddContextAsync();
        var page = await ShowRunAsync(context);
        await page.InvokeAsync(() => page.FindAll("button").Single(button => button.TextContent.Trim() == "Score against an expected answer").Click());
        await page.InvokeAsync(() => page.Find("form[aria-label='Expected answer'] input").Input("42"));
        await page.InvokeAsync(() => page.Find("form[aria-label='Expected answer']").Submit());
        page.WaitForAssertion(() => Assert.Contains("Expected answer: 42", page.Find(".st-expected").TextContent, StringComparison.Ordinal), Patience);

        await page.InvokeAsync(() => page.Find(".answers-head button").Click());

        await SleepTimeApp.WaitAsync("the second run", async () => (await Engine.Get<RunHistory>().ListAsync(1, 10, context.Id, CancellationToken.None)).Total == 2);
        Assert.All((await Engine.Get<RunHistory>().ListAsync(1, 10, context.Id, CancellationToken.None)).Items, run => Assert.Equal("42", run.ExpectedAnswer));
    }

    [Fact]
    public async Task AskAgain_ItCannotBeAsked_GoesToTheFormThatSaysWhy()
    {
        var page = await ShowRunAsync(await AddContextAsync());
        Engine.Get<ModelHost>().SetFailed("The model file is broken. Choose another one.");

        await page.InvokeAsync(() => page.Find(".answers-head button").Click());

        page.WaitForAssertion(() => Assert.Contains("The model file is broken", page.Find("form [role=alert]").TextContent, StringComparison.Ordinal), Patience);
        page.WaitForAssertion(() => Assert.Single(JSInterop.Invocations["focusField"]), Patience);
    }

    [Fact]
    public async Task Show_TheDatabaseFailsWhileAColleagueVotes_KeepsTheAnswers()
    {
        var context = await AddContextAsync();
        var page = await ShowRunAsync(context);
        BreakDatabase();

        Engine.Get<ActivityFeed>().Publish(new FeedbackChanged(context.Id));

        page.WaitForAssertion(() => Assert.Contains("Votes and ratings could not be read", page.Find("[aria-labelledby=answers-title] [role=alert]").TextContent, StringComparison.Ordinal), Patience);
        Assert.Contains("Answer: 42", page.Find(".st-mode-standard").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_SomebodyDeletesTheRun_SaysSo()
    {
        var context = await AddContextAsync();
        var page = await ShowRunAsync(context);
        var run = (await Engine.Get<RunHistory>().ListAsync(1, 1, context.Id, CancellationToken.None)).Items[0];

        await Engine.Get<HistoryCleaner>().DeleteRunAsync(run.Id, CancellationToken.None);

        page.WaitForAssertion(() => Assert.Contains("The answers of this address are gone", page.Markup, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task TryAgain_FirstReadFailed_FillsTheFormToo()
    {
        var context = await AddContextAsync();
        var asked = await Engine.Get<AnswerService>().AskAsync(
            new AskRequest { ContextId = context.Id, Question = "How many?", Modes = [AnswerMode.Standard], Owner = "local" }, CancellationToken.None);
        await Engine.EndOfAsync(asked.Runs[0]);
        Address = $"/ask?context={context.Id}&run={asked.Runs[0].Id}";
        BreakDatabase();
        var page = Render<AskPage>();
        page.WaitForElement(".st-notice-failure", Patience);
        MendDatabase();

        await page.InvokeAsync(() => page.Find(".st-notice-failure button").Click());

        page.WaitForAssertion(() => Assert.Equal("How many?", page.Find("form textarea").GetAttribute("value")), Patience);
    }

    private async Task<IRenderedComponent<AskPage>> ShowRunAsync(ContextDetails context)
    {
        var asked = await Engine.Get<AnswerService>().AskAsync(
            new AskRequest { ContextId = context.Id, Question = "How many?", Modes = [AnswerMode.Standard], Owner = "local" }, CancellationToken.None);
        Address = $"/ask?context={context.Id}&run={asked.Runs[0].Id}";
        var page = Render<AskPage>();
        page.WaitForAssertion(() => Assert.Contains("Ask again", page.Find(".answers-head button").TextContent, StringComparison.Ordinal), Patience);
        return page;
    }

    [Fact]
    public async Task Reload_AnswerEnded_ShowsItFromTheAddress()
    {
        await AddContextAsync();
        var first = await AskAsync("How many?");
        first.WaitForAssertion(() => Assert.Contains("Answer: 42", first.Find(".st-mode-standard").TextContent, StringComparison.Ordinal), Patience);

        var second = Render<AskPage>();

        second.WaitForAssertion(() => Assert.Contains("Answer: 42", second.Find(".st-mode-standard").TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal("How many?", second.Find("h2").TextContent);
    }

    private async Task<IRenderedComponent<AskPage>> AskAsync(string question)
    {
        var page = Render<AskPage>();
        page.WaitForElement("form textarea", Patience);
        await page.InvokeAsync(() => page.Find("form textarea").Change(question));
        await page.InvokeAsync(() => page.Find("form").Submit());
        page.WaitForElement(".st-answer .numbers", Patience);
        return page;
    }
}

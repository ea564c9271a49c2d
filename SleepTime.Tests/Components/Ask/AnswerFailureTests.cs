using Bunit;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Sleeping;
using SleepTime.Tests.Support;
using SleepTime.Web.Components.Pages.Ask;

namespace SleepTime.Tests.Components.Ask;

public sealed class AnswerFailureTests : PageTest
{
    private static readonly TimeSpan Patience = SleepTimeApp.Patience;

    [Fact]
    public async Task Render_SleepWroteNoUsableLine_OffersToSleepInsteadOfAskingAgain()
    {
        var context = await SleepWithoutALineAsync();

        var failure = Render(await FailAsync(context));

        failure.WaitForAssertion(() => Assert.Equal("Sleep on it now", failure.Find("button").TextContent.Trim()), Patience);
        Assert.DoesNotContain("Ask again", Buttons(failure), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sleep_NotesWithoutALine_MakesAnotherJob()
    {
        var context = await SleepWithoutALineAsync();
        var failure = Render(await FailAsync(context));
        failure.WaitForElement("button", Patience);

        await failure.InvokeAsync(() => failure.Find("button").Click());

        failure.WaitForAssertion(() => Assert.Contains("0 of 3 passes done", failure.Markup, StringComparison.Ordinal), Patience);
        var jobs = await Engine.Get<SleepQueue>().ListAsync(1, 10, state: null, context.Id, CancellationToken.None);
        Assert.Equal(2, jobs.Total);
    }

    [Fact]
    public async Task Render_NotesOfAnEarlierVersion_OffersThemWithACaution()
    {
        Model.Reply = _ => "Maya has 3.";
        var context = await AddContextAsync();
        await Engine.SleepAsync();
        await Contexts.ReplaceTextAsync(context.Id, "Maya has 9 marbles.", basedOn: null, CancellationToken.None);
        var asked = false;

        var failed = await FailAsync(context);
        var failure = Render<AnswerFailure>(parameters => parameters.Add(view => view.Run, failed).Add(view => view.AskStale, () => asked = true));
        failure.WaitForAssertion(() => Assert.Contains("they may say what the text no longer does", failure.Markup, StringComparison.Ordinal), Patience);
        await failure.InvokeAsync(() => failure.FindAll("button").Single(button => button.TextContent.Contains("stale", StringComparison.Ordinal)).Click());

        Assert.True(asked);
    }

    [Fact]
    public async Task Render_NotesCameAfterTheRun_OffersToAskAgain()
    {
        Model.Reply = _ => "Maya has 3.";
        var context = await AddContextAsync();
        var failed = await FailAsync(context);
        await Engine.SleepAsync();

        var failure = Render(failed);

        failure.WaitForAssertion(() => Assert.Equal("Ask again", failure.Find("button").TextContent.Trim()), Patience);
    }

    [Fact]
    public async Task Render_NotesOnlyOfAnEarlierText_DoesNotCallThemThere()
    {
        Model.Reply = _ => "Maya has 3.";
        var context = await AddContextAsync();
        await Engine.SleepAsync();
        await Contexts.ReplaceTextAsync(context.Id, "Maya has 4 marbles.", basedOn: null, CancellationToken.None);
        var job = Assert.Single((await Engine.Get<SleepQueue>().ListAsync(1, 10, SleepJobState.Queued, context.Id, CancellationToken.None)).Items);
        await Engine.Get<SleepQueue>().CancelAsync(job.Id, CancellationToken.None);

        var failure = Render(await FailAsync(context));

        failure.WaitForAssertion(() => Assert.Equal("Sleep on it now", failure.Find("button").TextContent.Trim()), Patience);
    }

    [Fact]
    public async Task Refresh_TheDatabaseFails_KeepsTheWayOut()
    {
        var context = await SleepWithoutALineAsync();
        var failure = Render(await FailAsync(context));
        failure.WaitForElement("button", Patience);
        BreakDatabase();

        Engine.Get<ActivityFeed>().Publish(new ContextChanged(context.Id));

        failure.WaitForAssertion(() => Assert.Contains("Whether there are notes by now could not be read", failure.Markup, StringComparison.Ordinal), Patience);
        Assert.Equal("Sleep on it now", failure.Find("button").TextContent.Trim());
    }

    private async Task<ContextDetails> SleepWithoutALineAsync()
    {
        Model.Reply = _ => "";
        var context = await AddContextAsync();
        await Engine.SleepAsync();
        return context;
    }

    private async Task<Run> FailAsync(ContextDetails context)
    {
        var request = new AskRequest { ContextId = context.Id, Question = "How many?", Modes = [AnswerMode.SleepTime], Owner = TestEngine.Owner };
        var run = (await Engine.Get<AnswerService>().AskAsync(request, CancellationToken.None)).Runs[0];
        Assert.Equal(RunState.Failed, run.State);
        return run;
    }

    private IRenderedComponent<AnswerFailure> Render(Run run) => Render<AnswerFailure>(parameters => parameters.Add(failure => failure.Run, run));

    private static string Buttons(IRenderedComponent<AnswerFailure> failure) => string.Concat(failure.FindAll("button").Select(button => button.TextContent));
}

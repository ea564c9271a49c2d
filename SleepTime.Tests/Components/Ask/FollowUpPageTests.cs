using Bunit;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Answering.History;
using SleepTime.Tests.Support;
using SleepTime.Web.Components.Pages.Ask;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Tests.Components.Ask;

public sealed class FollowUpPageTests : PageTest
{
    private static readonly TimeSpan Patience = SleepTimeApp.Patience;

    [Fact]
    public async Task FollowUp_Asked_ShowsTheThreadAndThatItWasNotRead()
    {
        var first = await AskAsync("How many has Maya?");
        Address = $"/ask?context={first.ContextId}&follows={first.Id}";
        var page = Render<AskPage>();
        page.WaitForAssertion(() => Assert.Contains("How many has Maya?", page.Find(".ask-follows").TextContent, StringComparison.Ordinal), Patience);
        Assert.Contains("is not in its prompt", page.Find(".ask-follows").TextContent, StringComparison.Ordinal);

        await page.InvokeAsync(() => page.Find("form textarea").Change("And Leo?"));
        await page.InvokeAsync(() => page.Find("form").Submit());

        page.WaitForAssertion(() => Assert.Equal("And Leo?", page.Find("h2").TextContent), Patience);
        Assert.Contains("How many has Maya?", page.Find(".thread").TextContent, StringComparison.Ordinal);
        Assert.Contains("42", page.Find(".thread").TextContent, StringComparison.Ordinal);
        Assert.Contains("What was asked before was not in the prompt.", page.Markup, StringComparison.Ordinal);
        Assert.Equal(first.Id, (await Engine.Get<RunHistory>().ListAsync(1, 1, first.ContextId, CancellationToken.None)).Items[0].FollowsRunId);
    }

    [Fact]
    public async Task FollowUp_AskedOnItsOwn_FollowsNothing()
    {
        var first = await AskAsync("How many has Maya?");
        Address = $"/ask?context={first.ContextId}&follows={first.Id}";
        var page = Render<AskPage>();
        page.WaitForElement(".ask-follows button", Patience);

        await page.InvokeAsync(() => page.Find(".ask-follows button").Click());
        await page.InvokeAsync(() => page.Find("form textarea").Change("And Leo?"));
        await page.InvokeAsync(() => page.Find("form").Submit());

        page.WaitForAssertion(() => Assert.Equal("And Leo?", page.Find("h2").TextContent), Patience);
        Assert.Empty(page.FindAll(".thread"));
    }

    [Theory]
    [InlineData(true)] // by choosing another context
    [InlineData(false)] // by Ask in the navigation
    public async Task FollowUp_LeftWithoutAsking_FollowsNothing(bool forAnotherContext)
    {
        var first = await AskAsync("How many has Maya?");
        var contextId = forAnotherContext ? (await AddContextAsync("Marbles of Leo", "Leo has 5 marbles.")).Id : first.ContextId;
        Address = $"/ask?context={first.ContextId}&follows={first.Id}";
        var page = Render<AskPage>();
        page.WaitForElement(".ask-follows", Patience);

        Address = forAnotherContext ? $"/ask?context={contextId}" : "/ask";
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".ask-follows")), Patience);
        await page.InvokeAsync(() => page.Find("form textarea").Change("And Leo?"));
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());

        page.WaitForAssertion(() => Assert.Equal("And Leo?", page.Find("h2").TextContent), Patience);
        Assert.Null((await OtherAsync(first, contextId)).FollowsRunId);
    }

    [Fact]
    public async Task Ask_WhatItFollowedIsGone_IsAskedOnItsOwn()
    {
        var gone = await AskAsync("How many has Maya?");
        var run = await AskAsync("And Leo?", on: gone.ContextId, follows: gone.Id);
        await Engine.Get<HistoryCleaner>().DeleteRunAsync(gone.Id, CancellationToken.None);
        Address = $"/ask?context={run.ContextId}&run={run.Id}";
        var page = Render<AskPage>();
        page.WaitForAssertion(() => Assert.Equal("And Leo?", page.Find("form textarea").GetAttribute("value")), Patience);

        await page.InvokeAsync(() => page.Find("form").SubmitAsync());

        Assert.Empty(page.FindAll("form [role=alert]"));
        Assert.Null((await OtherAsync(run, run.ContextId)).FollowsRunId);
    }

    [Fact]
    public async Task AskOtherwise_Pressed_ShowsTheSettingsAsAsked()
    {
        var run = await AskAsync("How many has Maya?", temperature: 0.5f, seed: 7);
        Address = $"/ask?context={run.ContextId}&run={run.Id}";
        var page = Render<AskPage>();
        page.WaitForAssertion(() => Assert.Contains("With other settings", page.Find(".answers-head").TextContent, StringComparison.Ordinal), Patience);

        await page.InvokeAsync(() => page.FindAll(".answers-head button")[1].Click());

        Assert.Equal(["0.5", "7"], page.FindAll(".more-fields input[type=number]").Select(field => field.GetAttribute("value")));
        Assert.Equal("How many has Maya?", page.Find("form textarea").GetAttribute("value"));
    }

    [Fact]
    public async Task Neighbours_OtherQuestionsOfTheContext_AreLinked()
    {
        var first = await AskAsync("One?");
        Engine.Time.Advance(TimeSpan.FromSeconds(1));
        var second = await AskAsync("Two?", on: first.ContextId);
        Address = $"/ask?context={first.ContextId}&run={second.Id}";

        var page = Render<AskPage>();

        page.WaitForAssertion(() => Assert.Equal("j", page.Find(".neighbours a").GetAttribute("data-key")), Patience);
        Assert.Contains($"run={first.Id}", page.Find(".neighbours a").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_ModelThoughtFirst_CopiesAndQuotesOnlyWhatItSaid()
    {
        Model.Reply = _ => "<think>3+4</think>It is seven.";
        var run = await AskAsync("How many?");
        Address = $"/ask?context={run.ContextId}&run={run.Id}";
        var page = Render<AskPage>();
        page.WaitForAssertion(
            () => Assert.Equal("It is seven.", page.FindComponents<CopyButton>().Single(copy => copy.Instance.Label == "Copy Standard").Instance.Text), Patience);

        Address = $"/ask?context={run.ContextId}&follows={run.Id}";

        page.WaitForAssertion(() => Assert.Equal("Standard: It is seven.", page.Find(".thread p").TextContent), Patience);
    }

    /// <summary>The only run on a context but for one.</summary>
    private async Task<Run> OtherAsync(Run known, Guid contextId) =>
        Assert.Single((await Engine.Get<RunHistory>().ListAsync(1, 10, contextId, CancellationToken.None)).Items, run => run.Id != known.Id);

    private async Task<Run> AskAsync(string question, float temperature = 0, uint? seed = null, Guid? on = null, Guid? follows = null)
    {
        var context = on ?? (await AddContextAsync()).Id;
        var asked = await Engine.Get<AnswerService>().AskAsync(
            new AskRequest { ContextId = context, Question = question, Modes = [AnswerMode.Standard], Temperature = temperature, Seed = seed, FollowsRunId = follows, Owner = "local" },
            CancellationToken.None);
        return await Engine.EndOfAsync(asked.Runs[0]);
    }
}

using Bunit;
using SleepTime.Engine.ModelHosting;
using SleepTime.Tests.Support;
using SleepTime.Web.Components.Pages.Contexts;

namespace SleepTime.Tests.Components.Contexts;

public sealed class ContextsPageTests : PageTest
{
    [Fact]
    public void Render_NoContexts_OffersToPaste()
    {
        var page = Render<ContextsPage>();
        page.WaitForAssertion(() => Assert.Contains("No contexts yet", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void Render_Always_TellsTheLimitsBeforehand()
    {
        var page = Render<ContextsPage>();
        Assert.Contains(".pdf, .docx", page.Find(".drop p").TextContent, StringComparison.Ordinal);
        Assert.Contains("Up to 500 files at a time, each at most 33.6 MB with 8.4 MB of text and 2,000 pages", page.Find(".drop p").TextContent, StringComparison.Ordinal);
        var model = Engine.Get<ModelHost>().Status.Hosted!;
        Assert.Contains($"up to {model.Prompts.TextLimit(model.ContextLength):N0} tokens", page.Find(".drop p").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_SearchFindsNothing_SaysWhatWasSearched()
    {
        await AddContextAsync();
        Address = "/contexts?search=unicorn";
        var page = Render<ContextsPage>();
        page.WaitForAssertion(() => Assert.Contains("“unicorn”", page.Find(".st-notice").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ContextAdded_PageOpen_AppearsWithoutReload()
    {
        var page = Render<ContextsPage>();
        await AddContextAsync("Marbles of Maya");
        page.WaitForAssertion(() => Assert.Contains("Marbles of Maya", page.Find(".context a").TextContent, StringComparison.Ordinal), SleepTimeApp.Patience);
    }

    [Fact]
    public async Task Delete_Kept_DeletesNothing()
    {
        var context = await AddContextAsync();
        var dialogs = Dialogs;
        var page = Render<ContextsPage>();
        page.WaitForElement("[title=Delete]");

        await page.InvokeAsync(() => page.Find("[title=Delete]").Click());
        dialogs.WaitForAssertion(() => Assert.Contains("Delete “Marbles of Maya”?", dialogs.Markup, StringComparison.Ordinal));
        await dialogs.InvokeAsync(() => dialogs.FindAll("button").Single(button => button.TextContent.Contains("Keep it", StringComparison.Ordinal)).Click());

        Assert.NotNull(await Contexts.FindAsync(context.Id, CancellationToken.None));
    }

    [Fact]
    public async Task Delete_Confirmed_IsGone()
    {
        await AddContextAsync();
        var dialogs = Dialogs;
        var page = Render<ContextsPage>();
        page.WaitForElement("[title=Delete]");

        await page.InvokeAsync(() => page.Find("[title=Delete]").Click());
        dialogs.WaitForAssertion(() => Assert.Contains("Delete it", dialogs.Markup, StringComparison.Ordinal));
        await dialogs.InvokeAsync(() => dialogs.FindAll("button").Single(button => button.TextContent.Contains("Delete it", StringComparison.Ordinal)).Click());

        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".context")), SleepTimeApp.Patience);
    }

    [Theory]
    [InlineData(0, 0, "This deletes the text for everyone. It cannot be undone.")]
    [InlineData(1, 0, "This deletes the text and 1 note for everyone. It cannot be undone.")]
    [InlineData(11, 3, "This deletes the text, 11 notes and 3 runs for everyone. It cannot be undone.")]
    public void Describe_WhatIsLost_NamesIt(int notes, int runs, string expected) => Assert.Equal(expected, DeleteContextDialog.Describe(notes, runs));
}

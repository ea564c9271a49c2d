using AngleSharp.Dom;
using Bunit;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.ModelHosting;
using SleepTime.Tests.Sleeping.Sections;
using SleepTime.Tests.Support;
using SleepTime.Web.Components.Pages.Contexts;

namespace SleepTime.Tests.Components.Contexts;

/// <summary>Somebody edits a text, and what others do meanwhile would take the field away.</summary>
public sealed class ContextDraftTests : PageTest
{
    private static readonly TimeSpan Patience = SleepTimeApp.Patience;

    [Fact]
    public async Task Edit_ContextIsDeletedMeanwhile_KeepsTheDraftUntilItIsLeft()
    {
        var dialogs = Dialogs;
        var (page, context) = await WriteAsync("Maya has 3 marbles.", "Maya has 5 marbles.");

        await Contexts.DeleteAsync(context.Id, CancellationToken.None);

        page.WaitForAssertion(() => Assert.Contains("This context was deleted meanwhile.", page.Markup, StringComparison.Ordinal), Patience);
        Assert.Equal("Maya has 5 marbles.", page.Find("textarea").GetAttribute("value"));
        Assert.DoesNotContain(page.FindAll("button"), button => button.TextContent.Trim() == "Rename");

        await page.InvokeAsync(() => TextButton(page, "Cancel").Click());
        dialogs.WaitForAssertion(() => Assert.Contains("Discard the edit?", dialogs.Markup, StringComparison.Ordinal), Patience);
        await dialogs.InvokeAsync(() => dialogs.FindAll("button").Single(button => button.TextContent.Trim() == "Discard it").Click());

        page.WaitForAssertion(() => Assert.Equal("There is no such context", page.Find("h1").TextContent), Patience);
    }

    [Fact]
    public async Task Edit_AnotherModelIsLoadedMeanwhile_KeepsTheDraftAndFollowsOnceItIsSaved()
    {
        var towns = LongTexts.Of(LongTexts.Towns);
        var (page, context) = await WriteAsync(towns, towns + " Mine.");
        var host = Engine.Get<ModelHost>();

        host.SetLoading("other");
        host.SetReady(TestModelHost.Describe(Model, contextLength: 1_892));

        page.WaitForAssertion(() => Assert.Contains("read in another way by now", page.Markup, StringComparison.Ordinal), Patience);
        Assert.Equal(towns + " Mine.", page.Find("textarea").GetAttribute("value"));
        Assert.Empty(page.FindAll(".sections"));
        await page.InvokeAsync(() => TextButton(page, "Save as version 2").Click());

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".sections > li")), Patience);
        Assert.Equal(towns + " Mine.", (await Contexts.FindAsync(context.Id, CancellationToken.None))!.Text);
        Assert.DoesNotContain("read in another way by now", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edit_NothingWritten_FollowsWhatBecameOfTheContext()
    {
        var context = await AddContextAsync();
        var page = await EditAsync(context);

        await Contexts.DeleteAsync(context.Id, CancellationToken.None);

        page.WaitForAssertion(() => Assert.Equal("There is no such context", page.Find("h1").TextContent), Patience);
    }

    [Fact]
    public async Task Edit_Always_TheFieldTakesOneCharacterMoreThanATextMayHave()
    {
        var page = await EditAsync(await AddContextAsync());

        Assert.Equal($"{new UploadOptions().MaxBytes + 1}", page.Find("textarea").GetAttribute("maxlength"));
    }

    [Fact]
    public async Task Save_EmptyText_SaysWhyAtOnceToWhoeverListens()
    {
        var (page, _) = await WriteAsync("Maya has 3 marbles.", "");

        await page.InvokeAsync(() => TextButton(page, "Save as version 2").Click());

        page.WaitForAssertion(() => Assert.Contains("The text is empty", page.Find(".mud-alert[role=alert]").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task Save_Stored_GivesTheFocusBackToEdit()
    {
        var (page, _) = await WriteAsync("Maya has 3 marbles.", "Maya has 5 marbles.");
        var before = FocusesGiven;

        await page.InvokeAsync(() => TextButton(page, "Save as version 2").Click());

        page.WaitForAssertion(() => Assert.Contains("Maya has 5 marbles.", page.Find(".text").TextContent, StringComparison.Ordinal), Patience);
        await WaitForFocusAsync(() => TextButton(page, "Edit"), before);
    }

    [Fact]
    public async Task Cancel_NothingWritten_GivesTheFocusBackToEdit()
    {
        var page = await EditAsync(await AddContextAsync());

        await page.InvokeAsync(() => TextButton(page, "Cancel").Click());

        page.WaitForElement(".text", Patience);
        await WaitForFocusAsync(() => TextButton(page, "Edit"));
    }

    private async Task<(IRenderedComponent<ContextPage> Page, ContextDetails Context)> WriteAsync(string text, string draft)
    {
        var context = await AddContextAsync(text: text);
        var page = await EditAsync(context);
        await page.InvokeAsync(() => page.Find("textarea").Input(draft));
        page.WaitForAssertion(() => Assert.False(TextButton(page, "Save as version 2").HasAttribute("disabled")), Patience);
        return (page, context);
    }

    private async Task<IRenderedComponent<ContextPage>> EditAsync(ContextDetails context)
    {
        var page = Render<ContextPage>(parameters => parameters.Add(page => page.Id, context.Id));
        page.WaitForElement(".text", Patience);
        await page.InvokeAsync(() => TextButton(page, "Edit").Click());
        return page;
    }

    /// <summary>A button of the panel with the text.</summary>
    private static IElement TextButton(IRenderedComponent<ContextPage> page, string words) =>
        page.Find("#text-title").ParentElement!.ParentElement!.QuerySelectorAll("button").Single(button => button.TextContent.Trim() == words);
}

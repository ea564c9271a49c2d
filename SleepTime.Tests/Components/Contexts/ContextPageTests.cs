using Bunit;
using SleepTime.Tests.Support;
using SleepTime.Web.Components.Pages.Contexts;

namespace SleepTime.Tests.Components.Contexts;

public sealed class ContextPageTests : PageTest
{
    private static readonly TimeSpan Patience = SleepTimeApp.Patience;

    [Fact]
    public void Render_UnknownId_SaysSo()
    {
        var page = Render<ContextPage>(parameters => parameters.Add(page => page.Id, Guid.CreateVersion7()));
        page.WaitForAssertion(() => Assert.Equal("There is no such context", page.Find("h1").TextContent));
    }

    [Fact]
    public async Task Sleep_PageOpen_NotesAppearByPass()
    {
        Model.Reply = _ => "Maya has 3.";
        var context = await AddContextAsync();
        var page = Render<ContextPage>(parameters => parameters.Add(page => page.Id, context.Id));
        page.WaitForAssertion(() => Assert.Contains("Notes underway", page.Find("#notes").TextContent, StringComparison.Ordinal));

        await Engine.SleepAsync();

        page.WaitForAssertion(() => Assert.Contains("Maya has 3.", page.Find(".notes").TextContent, StringComparison.Ordinal), SleepTimeApp.Patience);
        Assert.Contains("1 of 1 note verified (100 %)", page.Find(".notes-version").TextContent, StringComparison.Ordinal);
        Assert.Contains("Pass 2 · nothing new · ", page.Find(".notes-version").TextContent, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Contains("Notes written", page.Find("#notes").TextContent, StringComparison.Ordinal), SleepTimeApp.Patience);
    }

    [Fact]
    public async Task Render_TextEditedSince_MarksNotesStale()
    {
        Model.Reply = _ => "Maya has 3.";
        var context = await AddContextAsync();
        await Engine.SleepAsync();
        await Contexts.ReplaceTextAsync(context.Id, "Maya has 9 marbles.", basedOn: null, CancellationToken.None);

        var page = Render<ContextPage>(parameters => parameters.Add(page => page.Id, context.Id));

        page.WaitForAssertion(() => Assert.Contains("of version 1 of the text", page.Find(".stale").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rename_InTheDialog_ShowsTheNewTitle()
    {
        var context = await AddContextAsync();
        var page = Render<ContextPage>(parameters => parameters.Add(page => page.Id, context.Id));
        page.WaitForElement(".text");
        var dialogs = Dialogs;

        await page.InvokeAsync(() => page.FindAll("button").Single(button => button.TextContent.Trim() == "Rename").Click());
        await dialogs.InvokeAsync(() => dialogs.WaitForElement("form[aria-label=Rename] input").Input("Marbles of Maya"));
        await dialogs.InvokeAsync(() => dialogs.Find("form[aria-label=Rename]").Submit());

        page.WaitForAssertion(() => Assert.Equal("Marbles of Maya", page.Find("h1").TextContent), Patience);
    }

    [Fact]
    public async Task Edit_SameText_CannotBeSaved()
    {
        var context = await AddContextAsync();
        var page = Render<ContextPage>(parameters => parameters.Add(page => page.Id, context.Id));
        page.WaitForElement(".text");

        await page.InvokeAsync(() => page.FindAll("button").First(button => button.TextContent.Trim() == "Edit").Click());

        var save = page.FindAll("button").Single(button => button.TextContent.Contains("Save as version 2", StringComparison.Ordinal));
        Assert.True(save.HasAttribute("disabled"));
    }

    [Fact]
    public async Task Edit_SomebodySavedFirst_KeepsTheDraftShowsTheirsAndSavesOnlyWhenAsked()
    {
        var context = await AddContextAsync();
        var page = Render<ContextPage>(parameters => parameters.Add(page => page.Id, context.Id));
        page.WaitForElement(".text");
        await page.InvokeAsync(() => page.FindAll("button").First(button => button.TextContent.Trim() == "Edit").Click());
        await page.InvokeAsync(() => page.Find("#text-title").ParentElement!.ParentElement!.QuerySelector("textarea")!.Input("Maya has 5 marbles."));
        page.WaitForAssertion(() => Assert.False(page.FindAll("button").Single(button => button.TextContent.Contains("Save as version 2", StringComparison.Ordinal)).HasAttribute("disabled")), Patience);

        await Contexts.ReplaceTextAsync(context.Id, "Maya has 4 marbles.", basedOn: null, CancellationToken.None);

        page.WaitForAssertion(() => Assert.Contains("Maya has 4 marbles.", page.Find(".theirs").TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal("Maya has 5 marbles.", page.Find("textarea").GetAttribute("value"));
        await page.InvokeAsync(() => page.FindAll("button").Single(button => button.TextContent.Contains("Save mine over it as version 3", StringComparison.Ordinal)).Click());
        page.WaitForAssertion(() => Assert.Contains("Maya has 5 marbles.", page.Find(".text").TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal(3, (await Contexts.FindAsync(context.Id, CancellationToken.None))!.Version);
    }

    [Fact]
    public async Task Render_NobodyAsked_SaysSo()
    {
        var context = await AddContextAsync();
        var page = Render<ContextPage>(parameters => parameters.Add(page => page.Id, context.Id));
        page.WaitForAssertion(() => Assert.Contains("Nobody has asked about this context yet.", page.Markup, StringComparison.Ordinal));
    }
}

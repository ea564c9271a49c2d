using Bunit;
using MudBlazor;
using SleepTime.Engine.Sleeping;
using SleepTime.Tests.Support;
using SleepTime.Web.Components.Pages.Contexts;

namespace SleepTime.Tests.Components.Contexts;

public sealed class NotesVersionsTests : PageTest
{
    private static readonly TimeSpan Patience = SleepTimeApp.Patience;

    [Fact]
    public async Task Restore_Confirmed_PutsTheLinesBackAsANewVersion()
    {
        var (page, dialogs) = await OpenAsync();

        await page.InvokeAsync(() => page.FindAll("button").Single(button => button.TextContent.Trim() == "Go back to these").Click());
        dialogs.WaitForAssertion(() => Assert.Contains("Go back to these notes?", dialogs.Markup, StringComparison.Ordinal), Patience);
        await dialogs.InvokeAsync(() => dialogs.FindAll("button").Single(button => button.TextContent.Trim() == "Go back").Click());

        page.WaitForAssertion(() => Assert.Contains("Restored by local", page.Find(".notes-version .st-hint").TextContent, StringComparison.Ordinal), Patience);
        Assert.Contains("Maya has 3.", page.Find(".notes-version").TextContent, StringComparison.Ordinal);
        Assert.Equal(2, page.FindAll("button").Count(button => button.TextContent.Trim() == "Go back to these"));
    }

    [Fact]
    public async Task Compare_TwoVersions_TellsWhatChanged()
    {
        var (page, _) = await OpenAsync();

        Assert.Equal(["added", "gone"], page.FindAll(".compared .change").Select(change => change.TextContent));
        Assert.Equal("1 added, 1 gone, 0 the same.", page.Find(".older .compare ~ .st-hint").TextContent);
    }

    [Fact]
    public async Task Compare_OtherOrderChosen_TurnsItAround()
    {
        var (page, _) = await OpenAsync();
        var ids = page.FindAll(".compare select option").Select(option => option.GetAttribute("value")!).Distinct().ToList();

        await page.InvokeAsync(() => page.FindAll(".compare select")[0].Change(ids[0]));
        await page.InvokeAsync(() => page.FindAll(".compare select")[1].Change(ids[1]));

        Assert.Equal("Maya has 3.", page.Find(".compared .added .text").TextContent);
    }

    [Fact]
    public async Task Render_OlderNotesOfAnEarlierText_CannotBeGoneBackTo()
    {
        var context = await AddContextAsync();
        await AddNotesAsync(context, ["Maya has 3."]);
        var edited = await Contexts.ReplaceTextAsync(context.Id, "Maya has 9 marbles.", basedOn: null, CancellationToken.None);
        await AddNotesAsync(edited!, ["Maya has 9."]);

        var page = Render<ContextPage>(parameters => parameters.Add(page => page.Id, context.Id));

        page.WaitForAssertion(() => Assert.Contains("stale, of version 1", page.Find(".older summary").TextContent, StringComparison.Ordinal), Patience);
        Assert.DoesNotContain("Go back to these", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SleepAgain_OnNotesEditedByHand_SaysWhatBecomesOfThemFirst()
    {
        var context = await AddContextAsync();
        await Engine.SleepAsync();
        var newest = (await Engine.Get<NotesService>().ListAsync(context.Id, CancellationToken.None))![0].Notes;
        await Engine.Get<NotesEditor>().EditAsync(context.Id, newest.Id, [new NoteEdit(null, "Maya likes red ones.", false)], "local", CancellationToken.None);
        var dialogs = Dialogs;
        var page = Render<ContextPage>(parameters => parameters.Add(page => page.Id, context.Id));
        page.WaitForElement(".notes-version");

        await page.InvokeAsync(() => page.FindAll("button").Single(button => button.TextContent.Trim() == "Sleep again").Click());

        dialogs.WaitForAssertion(() => Assert.Contains("A person edited 1 line of the present ones. The new notes keep them", dialogs.Markup, StringComparison.Ordinal), Patience);
        Assert.DoesNotContain((await Engine.Get<SleepQueue>().ListAsync(1, 10, SleepJobState.Queued, context.Id, CancellationToken.None)).Items, _ => true);
        await dialogs.InvokeAsync(() => dialogs.FindAll("button").Single(button => button.TextContent.Trim() == "Sleep again").Click());
        page.WaitForAssertion(() => Assert.Contains("0 of 3 passes done", page.Markup, StringComparison.Ordinal), Patience);
    }

    private async Task<(IRenderedComponent<ContextPage> Page, IRenderedComponent<MudDialogProvider> Dialogs)> OpenAsync()
    {
        var context = await AddContextAsync();
        await AddNotesAsync(context, ["Maya has 3."]);
        await AddNotesAsync(context, ["Maya has three marbles."]);
        var dialogs = Dialogs;
        var page = Render<ContextPage>(parameters => parameters.Add(page => page.Id, context.Id));
        page.WaitForElement(".older");
        return (page, dialogs);
    }
}

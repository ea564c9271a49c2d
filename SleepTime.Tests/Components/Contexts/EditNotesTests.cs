using Bunit;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MudBlazor;
using SleepTime.Engine.Sleeping;
using SleepTime.Tests.Support;
using SleepTime.Web.Components.Pages.Contexts;

namespace SleepTime.Tests.Components.Contexts;

public sealed class EditNotesTests : PageTest
{
    private static readonly TimeSpan Patience = SleepTimeApp.Patience;

    [Fact]
    public async Task CtrlEnter_LineChanged_MakesANewVersionOnThePage()
    {
        var (page, dialogs) = await OpenAsync("Maya has 3.", "Maya has marbles.");

        await dialogs.InvokeAsync(() => dialogs.Find("textarea[aria-label='Note 1']").Input("Maya has three marbles."));
        await dialogs.InvokeAsync(() => dialogs.Find(".edit-notes").KeyDown(new KeyboardEventArgs { Key = "Enter", CtrlKey = true }));

        page.WaitForAssertion(() => Assert.Contains("Maya has three marbles.", page.Find(".notes-version").TextContent, StringComparison.Ordinal), Patience);
        Assert.Contains("written by hand", page.Find(".notes-version").TextContent, StringComparison.Ordinal);
        Assert.Contains("Edited by local", page.Find(".notes-version .st-hint").TextContent, StringComparison.Ordinal);
        dialogs.WaitForAssertion(() => Assert.Empty(dialogs.FindAll(".edit-notes")), Patience);
    }

    [Fact]
    public async Task Save_StruckRemovedAndAdded_IsWhatIsStored()
    {
        var (page, dialogs) = await OpenAsync("Maya has 3.", "Maya has marbles.");

        await ClickAsync(dialogs, "Strike: note 1");
        await ClickAsync(dialogs, "Remove note 2");
        await dialogs.InvokeAsync(() => dialogs.FindAll("button").Single(button => button.TextContent.Trim() == "Add a note").Click());
        await dialogs.InvokeAsync(() => dialogs.Find("textarea[aria-label='Note 2']").Input("Nobody else has any."));
        await dialogs.InvokeAsync(() => dialogs.FindAll("button").Single(button => button.TextContent.Trim() == "Save as a new version").Click());

        page.WaitForAssertion(() => Assert.Contains("Added by hand", page.Find(".notes-version").TextContent, StringComparison.Ordinal), Patience);
        var version = page.Find(".notes-version").TextContent;
        Assert.Contains("struck by a person", version, StringComparison.Ordinal);
        Assert.DoesNotContain("Maya has marbles.", version, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Remove_DoubleClick_TakesOneNoteAndCanPutItBack()
    {
        var time = new FakeTimeProvider();
        Services.AddSingleton<TimeProvider>(time);
        var (_, dialogs) = await OpenAsync("Maya has 3.", "Maya has marbles.", "Leo has none.");

        await ClickAsync(dialogs, "Remove note 1");
        await ClickAsync(dialogs, "Remove note 1");
        Assert.Equal(["Maya has marbles.", "Leo has none."], Notes());

        await dialogs.InvokeAsync(() => dialogs.FindAll("[role=status] button").Single(button => button.TextContent == "Put it back").Click());
        Assert.Equal(["Maya has 3.", "Maya has marbles.", "Leo has none."], Notes());
        Assert.DoesNotContain("Put it back", dialogs.Markup, StringComparison.Ordinal);

        time.Advance(TimeSpan.FromSeconds(1));
        await ClickAsync(dialogs, "Remove note 2");
        Assert.Equal(["Maya has 3.", "Leo has none."], Notes());

        IEnumerable<string?> Notes() => dialogs.FindAll("textarea").Select(field => field.GetAttribute("value"));
    }

    [Fact]
    public async Task Save_LineEmptied_SaysWhichOneAndStaysOpen()
    {
        var (_, dialogs) = await OpenAsync("Maya has 3.");

        await dialogs.InvokeAsync(() => dialogs.Find("textarea").Input(" "));
        await dialogs.InvokeAsync(() => dialogs.FindAll("button").Single(button => button.TextContent.Trim() == "Save as a new version").Click());

        dialogs.WaitForAssertion(() => Assert.Contains("Line 1 is empty", dialogs.Find("[role=alert]").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task Save_LineTooLong_SaysHowLongItIsAndKeepsAllOfIt()
    {
        var (_, dialogs) = await OpenAsync("Maya has 3.");
        var pasted = new string('x', NotesEditor.MaxLength + 500);
        Assert.True(int.Parse(dialogs.Find("textarea").GetAttribute("maxlength")!) > pasted.Length);

        await dialogs.InvokeAsync(() => dialogs.Find("textarea").Input(pasted));
        await dialogs.InvokeAsync(() => dialogs.FindAll("button").Single(button => button.TextContent.Trim() == "Save as a new version").Click());

        dialogs.WaitForAssertion(() => Assert.Contains("Line 1 has 1,500 characters; a note has at most 1,000.", dialogs.Find("[role=alert]").TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal(pasted, dialogs.Find("textarea").GetAttribute("value"));
    }

    [Fact]
    public async Task Save_SomebodySavedFirst_SaysSoAndKeepsWhatWasWritten()
    {
        var (page, dialogs) = await OpenAsync("Maya has 3.");
        await dialogs.InvokeAsync(() => dialogs.Find("textarea").Input("Maya has three."));
        var context = page.Instance.Id;
        var newest = (await Engine.Get<NotesService>().ListAsync(context, CancellationToken.None))![0].Notes;
        await Engine.Get<NotesEditor>().EditAsync(context, newest.Id, [new NoteEdit(newest.Lines[0].Id, "Maya has 3 marbles.", false)], "ann", CancellationToken.None);

        await dialogs.InvokeAsync(() => dialogs.FindAll("button").Single(button => button.TextContent.Trim() == "Save as a new version").Click());

        dialogs.WaitForAssertion(() => Assert.Contains("changed meanwhile", dialogs.Find("[role=alert]").TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal("Maya has three.", dialogs.Find("textarea").GetAttribute("value"));
        Assert.NotNull(dialogs.Find("button[aria-label='Copy what you wrote']"));
    }

    [Fact]
    public async Task Escape_Changed_AsksBeforeItDiscards()
    {
        var (_, dialogs) = await OpenAsync("Maya has 3.");

        await dialogs.InvokeAsync(() => dialogs.Find("textarea").Input("Maya has 4."));
        await dialogs.InvokeAsync(() => dialogs.Find(".edit-notes").KeyDown(new KeyboardEventArgs { Key = "Escape" }));
        dialogs.WaitForAssertion(() => Assert.Contains("Discard the edit?", dialogs.Markup, StringComparison.Ordinal), Patience);

        await dialogs.InvokeAsync(() => dialogs.FindAll("button").Single(button => button.TextContent.Trim() == "Keep editing").Click());
        Assert.NotEmpty(dialogs.FindAll(".edit-notes"));
    }

    [Fact]
    public async Task Escape_NothingChanged_Closes()
    {
        var (_, dialogs) = await OpenAsync("Maya has 3.");

        await dialogs.InvokeAsync(() => dialogs.Find(".edit-notes").KeyDown(new KeyboardEventArgs { Key = "Escape" }));

        dialogs.WaitForAssertion(() => Assert.Empty(dialogs.FindAll(".edit-notes")), Patience);
    }

    private async Task<(IRenderedComponent<ContextPage> Page, IRenderedComponent<MudDialogProvider> Dialogs)> OpenAsync(params string[] lines)
    {
        var context = await AddContextAsync();
        await AddNotesAsync(context, lines);
        var dialogs = Dialogs;
        var page = Render<ContextPage>(parameters => parameters.Add(page => page.Id, context.Id));
        page.WaitForElement(".notes");
        await page.InvokeAsync(() => page.FindAll("button").Single(button => button.TextContent.Trim() == "Edit notes").Click());
        dialogs.WaitForElement(".edit-notes", Patience);
        return (page, dialogs);
    }

    private static Task ClickAsync(IRenderedComponent<MudDialogProvider> dialogs, string label) =>
        dialogs.InvokeAsync(() => dialogs.Find($"button[aria-label='{label}']").Click());
}

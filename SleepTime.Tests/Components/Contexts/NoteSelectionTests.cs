using Bunit;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Sleeping;
using SleepTime.Tests.Support;
using SleepTime.Web.Components.Pages.Contexts;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Tests.Components.Contexts;

public sealed class NoteSelectionTests : PageTest
{
    [Fact]
    public async Task Select_NoteWithSource_MarksItsSentenceAndASecondTimeLetsGo()
    {
        var page = await OpenAsync("Maya has 3.");
        Assert.Empty(page.FindAll("mark"));

        await page.InvokeAsync(() => page.Find(".notes button").Click());
        Assert.Equal("Maya has 3 marbles.", page.Find(".text mark").TextContent);
        Assert.Equal("true", page.Find(".notes button").GetAttribute("aria-pressed"));
        Assert.Equal("The sentence behind the selected note is marked.", page.Find("[role=status].st-hint").TextContent);
        Assert.Equal("Maya has 3 marbles.", page.Find(".notes .source").TextContent);

        await page.InvokeAsync(() => page.Find(".notes button").Click());
        Assert.Empty(page.FindAll("mark"));
        Assert.Equal("Maya has 3 marbles.", page.Find(".text").TextContent);
    }

    [Fact]
    public async Task Render_StruckNote_SaysWhy()
    {
        var page = await OpenAsync("Maya has 3.", "!Maya has 30.");

        Assert.Equal("struck by the text", page.Find(".notes .struck .verdict").TextContent);
        Assert.Equal("The text says otherwise.", page.Find(".notes .struck .reason").TextContent);
        Assert.Equal("1 of 2 notes verified (50 %), 1 struck and not used", page.Find(".share").TextContent);
    }

    [Fact]
    public async Task Render_LinkToOneNote_HasItChosen()
    {
        var context = await AddContextAsync();
        var notes = await AddNotesAsync(context, ["Maya has marbles.", "Maya has 3."]);
        Address = DashboardUrls.Note(context.Id, notes.Lines[1]);

        var page = Open(context);

        page.WaitForAssertion(() => Assert.Equal("Maya has 3 marbles.", page.Find(".text mark").TextContent), SleepTimeApp.Patience);
        Assert.Equal("Maya has 3.", page.Find(".notes .selected .note-text").TextContent);
    }

    [Fact]
    public async Task Render_ExpectedQuestion_LinksToTheAskPage()
    {
        var context = await AddContextAsync();
        await AddNotesAsync(context, ["Maya has 3."], new ExpectedQuestion { NotesVersionId = default, Order = 0, Question = "How many has Maya?", Answer = "3" });
        var page = Open(context);

        page.WaitForElement(".expected");
        Assert.Equal($"/ask?context={context.Id}&question=How%20many%20has%20Maya%3F", page.Find(".expected a").GetAttribute("href"));
        Assert.Equal("3", page.Find(".expected span").TextContent);
    }

    private async Task<IRenderedComponent<ContextPage>> OpenAsync(params string[] lines)
    {
        var context = await AddContextAsync();
        await AddNotesAsync(context, lines);
        var page = Open(context);
        page.WaitForElement(".notes");
        return page;
    }

    private IRenderedComponent<ContextPage> Open(ContextDetails context) => Render<ContextPage>(parameters => parameters.Add(page => page.Id, context.Id));
}

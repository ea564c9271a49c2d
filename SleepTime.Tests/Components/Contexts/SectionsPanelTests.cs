using Bunit;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Engine.Sleeping.Sections;
using SleepTime.Tests.Sleeping.Sections;
using SleepTime.Tests.Support;
using SleepTime.Web.Components.Pages.Contexts;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Tests.Components.Contexts;

/// <summary>The page of a text that the model reads in sections.</summary>
public sealed class SectionsPanelTests : PageTest
{
    private const int Count = 40;

    private static readonly TimeSpan Patience = SleepTimeApp.Patience;

    public SectionsPanelTests() => Model.Reply = LongTexts.Reply();

    [Fact]
    public async Task Render_ALongText_SaysHowItIsReadAndListsItsSectionsByPages()
    {
        var context = await AddLongAsync();

        var page = Render<ContextPage>(parameters => parameters.Add(page => page.Id, context.Id));

        page.WaitForAssertion(() => Assert.Equal(25, page.FindAll(".sections > li").Count), Patience);
        Assert.Contains("too long to read at once", page.Markup, StringComparison.Ordinal);
        var first = page.Find(".sections > li").TextContent;
        Assert.Contains("Town1", first, StringComparison.Ordinal);
        Assert.Contains("1 of 40", first, StringComparison.Ordinal);
        Assert.Contains("not slept on", first, StringComparison.Ordinal);
        Assert.Contains("Page 1 of 2", page.Find(".st-pager").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[aria-label='Text of the context']"));
    }

    [Fact]
    public async Task Render_PageBeyondTheLast_IsTheLast()
    {
        var context = await AddLongAsync();
        Address = $"/contexts/{context.Id}?sections=9";

        var page = Render<ContextPage>(parameters => parameters.Add(page => page.Id, context.Id));

        page.WaitForAssertion(() => Assert.Equal(15, page.FindAll(".sections > li").Count), Patience);
        Assert.Contains("Page 2 of 2", page.Find(".st-pager").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_SectionOfTheAddress_IsOpenWithItsTextAndNotes()
    {
        var context = await AddLongAsync();
        await Engine.SleepAsync();
        Address = $"/contexts/{context.Id}?section=30";

        var page = Render<ContextPage>(parameters => parameters.Add(page => page.Id, context.Id));

        page.WaitForAssertion(() => Assert.Contains("The harbour of Town30 has 32 boats.", page.Find("[aria-label='Text of the section']").TextContent, StringComparison.Ordinal), Patience);
        Assert.Contains("Town30 is a harbour.", page.Find(".sections .notes").TextContent, StringComparison.Ordinal);
        Assert.Contains("2 notes", page.Find(".sections > li.open").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Choose_NoteOfTheWhole_OpensTheSectionItComesFromAndMarksItsSentence()
    {
        var context = await AddLongAsync();
        await Engine.SleepAsync();
        var page = Render<ContextPage>(parameters => parameters.Add(page => page.Id, context.Id));
        page.WaitForElement(".sections > li", Patience);

        await page.InvokeAsync(() => page.FindAll(".notes-version button").First(button => button.TextContent.Contains("The harbour of Town9 has 11 boats.", StringComparison.Ordinal)).Click());

        page.WaitForAssertion(() => Assert.Equal("The harbour of Town9 has 11 boats.", page.Find(".sections > li.open mark").TextContent), Patience);
        Assert.Contains("The selected note comes from: Town9.", Words(page), StringComparison.Ordinal);
        Assert.Equal("9", System.Web.HttpUtility.ParseQueryString(new Uri(Address).Query)["section"]);

        await page.InvokeAsync(() => page.Find(".notes-version button[aria-pressed=true]").Click());
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("mark")), Patience);
        Assert.DoesNotContain("The selected note", Words(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_NoteOfTheAddress_OpensItsSection()
    {
        var context = await AddLongAsync();
        await Engine.SleepAsync();
        var notes = (await Engine.Get<NotesService>().ListAsync(context.Id, CancellationToken.None))![0].Notes;
        var note = notes.Lines.Single(line => line.Text == "The harbour of Town30 has 32 boats.");
        Address = DashboardUrls.Note(context.Id, note);

        var page = Render<ContextPage>(parameters => parameters.Add(page => page.Id, context.Id));

        page.WaitForAssertion(() => Assert.Equal(note.Text, page.Find(".sections > li.open mark").TextContent), Patience);
        Assert.Contains(note.Id.ToString(), Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Choose_MoreEffort_SaysWhichNotesTookLess()
    {
        var context = await AddLongAsync();
        var settings = Engine.Get<SleepSettingsService>();
        await Engine.SleepAsync();
        var page = Render<ContextPage>(parameters => parameters.Add(page => page.Id, context.Id));
        page.WaitForElement(".sections > li", Patience);
        Assert.DoesNotContain(SectionWords.LessEffort, page.Markup, StringComparison.Ordinal);

        await settings.SaveAsync(new ContextSleepSettings { ContextId = context.Id, Samples = 5 }, CancellationToken.None);

        page.WaitForAssertion(() => Assert.Contains("2 notes by less effort", page.Find(".sections > li").TextContent, StringComparison.Ordinal), Patience);
        Assert.Contains(SectionWords.LessEffort, page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edit_OneSection_MakesAVersionWithTheRestAsItWas()
    {
        var context = await AddLongAsync();
        Address = $"/contexts/{context.Id}?section=2";
        var page = Render<ContextPage>(parameters => parameters.Add(page => page.Id, context.Id));
        page.WaitForElement("[aria-label='Text of the section']", Patience);

        await page.InvokeAsync(() => page.FindAll("button").First(button => button.TextContent.Contains("Edit this section", StringComparison.Ordinal)).Click());
        await page.InvokeAsync(() => page.Find("textarea").Input("# Town2\nThe harbour of Town2 is gone."));
        page.WaitForAssertion(() => Assert.False(Save(page).HasAttribute("disabled")), Patience);
        await page.InvokeAsync(() => Save(page).Click());

        page.WaitForAssertion(() => Assert.Contains("The harbour of Town2 is gone.", page.Find("[aria-label='Text of the section']").TextContent, StringComparison.Ordinal), Patience);
        var edited = await Contexts.FindAsync(context.Id, CancellationToken.None);
        var before = context.Text.Split("\n\n");
        Assert.Equal(2, edited!.Version);
        Assert.Equal(string.Join("\n\n", [before[0], "# Town2\nThe harbour of Town2 is gone.", .. before.Skip(2)]), edited.Text);
    }

    [Theory]
    [InlineData("Save as version 2")]
    [InlineData("Cancel")]
    public async Task Edit_Ended_GivesTheFocusBackToTheButtonThatBeganIt(string way)
    {
        var dialogs = Dialogs;
        var page = await WriteAsync(await AddLongAsync(), section: 2, "# Town2\nMine.");
        var before = FocusesGiven;

        await page.InvokeAsync(() => page.FindAll(".sections button").Single(button => button.TextContent.Trim() == way).Click());
        if (way == "Cancel")
            dialogs.WaitForElement(".mud-dialog-actions .mud-button-filled", Patience).Click();

        page.WaitForElement("[aria-label='Text of the section']", Patience);
        await WaitForFocusAsync(() => page.Find(".sections li.open .st-buttons button"), before);
    }

    [Fact]
    public async Task Edit_SomebodySavedFirst_KeepsTheDraftAndSaysSo()
    {
        var context = await AddLongAsync();
        Address = $"/contexts/{context.Id}?section=2";
        var page = Render<ContextPage>(parameters => parameters.Add(page => page.Id, context.Id));
        page.WaitForElement("[aria-label='Text of the section']", Patience);
        await page.InvokeAsync(() => page.FindAll("button").First(button => button.TextContent.Contains("Edit this section", StringComparison.Ordinal)).Click());
        await page.InvokeAsync(() => page.Find("textarea").Input("Mine."));
        page.WaitForAssertion(() => Assert.False(Save(page).HasAttribute("disabled")), Patience);

        var third = (await Engine.Get<SectionReader>().FindAsync(context.Id, 3, CancellationToken.None))!.View.Section;
        await Contexts.ReplaceSectionAsync(context.Id, third.Id, "Theirs.", context.Version, CancellationToken.None);
        page.WaitForAssertion(() => Assert.Contains("Version 2", page.Find(".facts").TextContent, StringComparison.Ordinal), Patience);
        await page.InvokeAsync(() => Save(page).Click());

        page.WaitForAssertion(() => Assert.Contains("Somebody saved another version", page.Markup, StringComparison.Ordinal), Patience);
        Assert.Equal("Mine.", page.Find("textarea").GetAttribute("value") ?? page.Find("textarea").TextContent);
        Assert.Contains("Theirs.", (await Contexts.FindAsync(context.Id, CancellationToken.None))!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edit_SomebodySavedATextWithoutThatSection_KeepsTheDraft()
    {
        var context = await AddLongAsync(count: 60);
        var page = await WriteAsync(context, section: 60, "Mine.");
        Assert.Equal($"{new UploadOptions().MaxBytes + 1}", page.Find("textarea").GetAttribute("maxlength"));

        await Contexts.ReplaceTextAsync(context.Id, string.Join("\n\n", context.Text.Split("\n\n").SkipLast(2)), basedOn: null, CancellationToken.None);
        page.WaitForAssertion(() => Assert.Contains("Version 2", page.Find(".facts").TextContent, StringComparison.Ordinal), Patience);

        Assert.Equal("Mine.", page.Find("textarea").GetAttribute("value"));
    }

    [Fact]
    public async Task Edit_AnotherModelIsLoadedMeanwhile_KeepsTheDraftAndSavesItToItsPlace()
    {
        var context = await AddLongAsync();
        var page = await WriteAsync(context, section: 2, "# Town2\nMine.");
        var host = Engine.Get<ModelHost>();

        host.SetLoading("other");
        host.SetReady(TestModelHost.Describe(Model, contextLength: 100_000));

        page.WaitForAssertion(() => Assert.Contains("read in another way by now", page.Markup, StringComparison.Ordinal), Patience);
        Assert.Equal("# Town2\nMine.", page.Find("textarea").GetAttribute("value"));
        await page.InvokeAsync(() => Save(page).Click());

        page.WaitForElement("[aria-label='Text of the context']", Patience);
        var before = context.Text.Split("\n\n");
        Assert.Equal(string.Join("\n\n", [before[0], "# Town2\nMine.", .. before.Skip(2)]), (await Contexts.FindAsync(context.Id, CancellationToken.None))!.Text);
        Assert.DoesNotContain("read in another way by now", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_AnotherModelIsBeingLoaded_StaysInSectionsUntilItIsThere()
    {
        var context = await AddLongAsync();
        var page = Render<ContextPage>(parameters => parameters.Add(page => page.Id, context.Id));
        page.WaitForElement(".sections > li", Patience);
        var host = Engine.Get<ModelHost>();

        host.SetLoading("other");
        await Contexts.RenameAsync(context.Id, "Cities", CancellationToken.None);
        page.WaitForAssertion(() => Assert.Equal("Cities", page.Find("h1").TextContent), Patience);
        Assert.Equal(25, page.FindAll(".sections > li").Count);
        Assert.Empty(page.FindAll("[aria-label='Text of the context']"));

        host.SetReady(TestModelHost.Describe(Model, contextLength: 100_000));
        page.WaitForElement("[aria-label='Text of the context']", Patience);
    }

    private static string Words(IRenderedComponent<ContextPage> page) =>
        System.Text.RegularExpressions.Regex.Replace(page.Find("#sections > [role=status]").TextContent, @"\s+", " ");

    /// <summary>The page with a draft of one section.</summary>
    private async Task<IRenderedComponent<ContextPage>> WriteAsync(ContextDetails context, int section, string draft)
    {
        Address = $"/contexts/{context.Id}?section={section}";
        var page = Render<ContextPage>(parameters => parameters.Add(page => page.Id, context.Id));
        page.WaitForElement("[aria-label='Text of the section']", Patience);
        await page.InvokeAsync(() => page.FindAll("button").First(button => button.TextContent.Contains("Edit this section", StringComparison.Ordinal)).Click());
        await page.InvokeAsync(() => page.Find("textarea").Input(draft));
        page.WaitForAssertion(() => Assert.False(Save(page).HasAttribute("disabled")), Patience);
        return page;
    }

    private static AngleSharp.Dom.IElement Save(IRenderedComponent<ContextPage> page) =>
        page.FindAll("button").Single(button => button.TextContent.Contains("Save as version 2", StringComparison.Ordinal));

    private Task<ContextDetails> AddLongAsync(int count = Count) =>
        AddContextAsync("Towns", LongTexts.Of([.. Enumerable.Range(1, count).Select(number => $"Town{number}")]));
}

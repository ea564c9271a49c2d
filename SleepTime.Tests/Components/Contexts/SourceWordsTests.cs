using Bunit;
using SleepTime.Engine.Contexts.Extraction;
using SleepTime.Web.Components.Pages.Contexts;

namespace SleepTime.Tests.Components.Contexts;

public sealed class SourceWordsTests : PageTest
{
    private const string Text = "Start\n\nMaya has 3 marbles.\n\nBen has 4.";

    private static readonly DocumentOutline _outline = new([new(1, 0), new(3, 28)], [new(1, "Start", 0)]);

    [Fact]
    public void Places_MarkedSentences_NamesPageAndHeadingOnce()
    {
        var places = SourceWords.Places(_outline, TextHighlight.Split(Text, ["Maya has 3 marbles.", "Ben has 4."]));

        Assert.Equal("In the file: page 1, Start; page 3, Start.", places);
    }

    [Fact]
    public void Places_NothingKnown_IsNull() => Assert.Null(SourceWords.Places(DocumentOutline.Empty, TextHighlight.Split(Text, ["Ben has 4."])));

    [Theory]
    [InlineData(null, ", 2 pages with text, 1 heading")]
    [InlineData(2, ", 2 pages, 1 heading")]
    [InlineData(1_000, ", 2 of 1,000 pages with text, 1 heading")]
    public void Structure_PagesWithAndWithoutText_TellsBoth(int? all, string expected) => Assert.Equal(expected, SourceWords.Structure(_outline with { PageCount = all }));

    [Fact]
    public void Missing_PagesAndParts_SaysWhatToDo()
    {
        Assert.Equal(
            "2 of 3 pages have text; the other one may be scanned. Text recognition (OCR) makes text of them.",
            SourceWords.Missing(new DocumentGaps(3, 2, [])));
        Assert.Equal(
            "1 of 3 pages has text; the others may be scanned. Text recognition (OCR) makes text of them.",
            SourceWords.Missing(new DocumentGaps(3, 1, [])));
        Assert.Equal(
            "Not read: its headers and footers, comments. Copy what counts there into the text.",
            SourceWords.Missing(new DocumentGaps(0, 0, [UnreadPart.HeadersAndFooters, UnreadPart.Comments])));
        Assert.All(Enum.GetValues<UnreadPart>(), part => Assert.NotEmpty(SourceWords.Missing(new DocumentGaps(0, 0, [part]))));
    }

    [Fact]
    public async Task ContextPage_PagesWithoutText_SaysSoUnopened()
    {
        var upload = await Uploads.ReceiveAsync("march.pdf", new MemoryStream([1]), "local", storesDuplicate: false, CancellationToken.None);
        await UploadStore.StoreAsync(upload, new ExtractedText(Text, _outline with { PageCount = 9 }), CancellationToken.None);
        var stored = await Uploads.FindAsync(upload.Id, CancellationToken.None);

        var page = Render<ContextPage>(parameters => parameters.Add(context => context.Id, stored!.Upload.ContextId!.Value));

        page.WaitForAssertion(() => Assert.Contains("2 of 9 pages have text; the others may be scanned.", page.Find("p.source").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ContextPage_ReadFromAFile_NamesItWithItsHeadings()
    {
        var upload = await Uploads.ReceiveAsync("reports/march.pdf", new MemoryStream([1]), "local", storesDuplicate: false, CancellationToken.None);
        await UploadStore.StoreAsync(upload, new ExtractedText(Text, _outline), CancellationToken.None);
        var stored = await Uploads.FindAsync(upload.Id, CancellationToken.None);

        var page = Render<ContextPage>(parameters => parameters.Add(context => context.Id, stored!.Upload.ContextId!.Value));

        page.WaitForAssertion(() => Assert.Contains("From reports/march.pdf, 2 pages with text, 1 heading", page.Find(".source summary").TextContent, StringComparison.Ordinal));
        Assert.Contains("Start, page 1", page.Find(".source li").TextContent, StringComparison.Ordinal);
    }
}

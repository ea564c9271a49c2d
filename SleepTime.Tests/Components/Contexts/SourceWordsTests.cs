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

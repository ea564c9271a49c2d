using AngleSharp.Dom;
using Bunit;
using MudBlazor;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Contexts.Extraction;
using SleepTime.Engine.Contexts.Uploads;
using SleepTime.Tests.Support;
using SleepTime.Web.Components.Pages.Contexts;

namespace SleepTime.Tests.Components.Contexts;

public sealed class RecentUploadsTests : PageTest
{
    private const string Story = "Maya has 3 marbles.";

    [Fact]
    public void Render_NothingUploaded_ShowsNothing() => Assert.Empty(Render<RecentUploads>().Markup.Trim());

    [Fact]
    public async Task Render_Failed_SaysWhyAndForHowLongItIsKept()
    {
        await FailAsync(await ReceiveAsync("slow.pdf"), "It took too long.");

        var row = Rows(Render<RecentUploads>()).Single();

        Assert.Contains("It took too long.", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("The file is kept for", row.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retry_Failed_WaitsToBeRead()
    {
        var upload = await ReceiveAsync("slow.pdf");
        await FailAsync(upload, "It took too long.");
        var list = Render<RecentUploads>();

        await list.InvokeAsync(() => Button(list, "Try again: slow.pdf").Click());

        list.WaitForAssertion(() => Assert.Contains("Waits to be read", Rows(list).Single().TextContent, StringComparison.Ordinal));
        Assert.Equal(UploadState.Received, (await FindAsync(upload))!.State);
    }

    [Fact]
    public async Task Render_Duplicate_OffersToOpenItOrToStoreItAnyway()
    {
        var context = await AddContextAsync("Marbles of Maya", Story);
        var upload = await ReceiveAsync("again.txt");
        await StoreAsync(upload);
        var list = Render<RecentUploads>();
        Assert.Contains("“Marbles of Maya” has the very same text.", Rows(list).Single().TextContent, StringComparison.Ordinal);
        Assert.Equal($"/contexts/{context.Id}", list.Find(".file a").GetAttribute("href"));

        await list.InvokeAsync(() => Button(list, "Store anyway: again.txt").Click());
        await StoreAsync(upload);

        list.WaitForAssertion(() => Assert.Contains("Stored", Rows(list).Single().TextContent, StringComparison.Ordinal), SleepTimeApp.Patience);
    }

    [Fact]
    public async Task Stored_PageIsOpen_AppearsWithItsTokensAndCanBeCleared()
    {
        var list = Render<RecentUploads>();
        await StoreAsync(await ReceiveAsync("a.txt"));
        list.WaitForAssertion(() => Assert.Contains("tokens: fits the", Rows(list).Single().TextContent, StringComparison.Ordinal), SleepTimeApp.Patience);

        // The count in the heading may come a moment after the row.
        var clear = list.WaitForElement(".uploads-head button", SleepTimeApp.Patience);
        Assert.Equal("Clear the stored ones", clear.TextContent.Trim());
        await list.InvokeAsync(() => list.Find(".uploads-head button").Click());

        list.WaitForAssertion(() => Assert.Empty(Rows(list)));
    }

    [Fact]
    public async Task Delete_BytesAreKept_AsksBeforeTheyGo()
    {
        var upload = await ReceiveAsync("slow.pdf");
        await FailAsync(upload, "It took too long.");
        var dialogs = Dialogs;
        var list = Render<RecentUploads>();

        await list.InvokeAsync(() => Button(list, "Delete the upload: slow.pdf").Click());
        await PressAsync(dialogs, "Keep it");
        Assert.NotNull(await FindAsync(upload));

        dialogs.WaitForAssertion(() => Assert.DoesNotContain("Delete “slow.pdf”?", dialogs.Markup, StringComparison.Ordinal), SleepTimeApp.Patience);
        await list.InvokeAsync(() => Button(list, "Delete the upload: slow.pdf").Click());
        await PressAsync(dialogs, "Delete it");

        list.WaitForAssertion(() => Assert.Empty(Rows(list)));
        Assert.Null(await FindAsync(upload));
    }

    [Fact]
    public async Task Delete_NothingOfItIsKept_IsGoneAtOnce()
    {
        Assert.False((await ReceiveAsync("film.mp4")).HasBytes);
        var list = Render<RecentUploads>();

        await list.InvokeAsync(() => Button(list, "Delete the upload: film.mp4").Click());

        list.WaitForAssertion(() => Assert.Empty(Rows(list)));
    }

    [Fact]
    public async Task Render_ManyFiles_ShowsTheFirstAndTheCountOfAll()
    {
        for (var i = 0; i < 14; i++)
            await ReceiveAsync($"{i}.txt");
        var list = Render<RecentUploads>();
        Assert.Equal(10, Rows(list).Count);
        Assert.Contains("14 being read", list.Find("[role=status]").TextContent, StringComparison.Ordinal);

        await list.InvokeAsync(() => list.FindAll("button").Single(button => button.TextContent.Contains("4 more", StringComparison.Ordinal)).Click());

        list.WaitForAssertion(() => Assert.Equal(14, Rows(list).Count));
    }

    private Task<Upload> ReceiveAsync(string name) => Uploads.ReceiveAsync(name, new MemoryStream("bytes"u8.ToArray()), "local", storesDuplicate: false, CancellationToken.None);

    private Task FailAsync(Upload upload, string words) => UploadStore.FailAsync(upload.Id, ContextRefusal.TooSlow, words, CancellationToken.None);

    private Task StoreAsync(Upload upload) => UploadStore.StoreAsync(upload, new ExtractedText(Story, DocumentOutline.Empty), CancellationToken.None);

    private async Task<Upload?> FindAsync(Upload upload) => (await Uploads.FindAsync(upload.Id, CancellationToken.None))?.Upload;

    private static async Task PressAsync(IRenderedComponent<MudDialogProvider> dialogs, string words)
    {
        dialogs.WaitForAssertion(() => Assert.Contains("Delete “slow.pdf”?", dialogs.Markup, StringComparison.Ordinal), SleepTimeApp.Patience);
        await dialogs.InvokeAsync(() => dialogs.FindAll("button").Single(button => button.TextContent.Trim() == words).Click());
    }

    private static IReadOnlyList<IElement> Rows(IRenderedComponent<RecentUploads> list) => list.FindAll(".file");

    private static IElement Button(IRenderedComponent<RecentUploads> list, string label) => list.FindAll("button").Single(button => button.GetAttribute("aria-label") == label);
}

using Bunit;
using SleepTime.Engine.Sharing;
using SleepTime.Tests.Support;
using SleepTime.Web.Components.Pages.Shares;

namespace SleepTime.Tests.Components.Sharing;

public sealed class SharesPageTests : PageTest
{
    private static readonly TimeSpan Patience = SleepTimeApp.Patience;

    private ShareService Shares => Engine.Get<ShareService>();

    [Fact]
    public void Render_NothingShared_SaysWhereToShare()
    {
        var page = Render<SharesPage>();
        page.WaitForAssertion(() => Assert.Contains("Nothing is shared", page.Markup, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task Render_OriginalDeleted_SaysSoAndStillLists()
    {
        var context = await AddContextAsync();
        await Shares.CreateAsync(ShareKind.Context, context.Id, null, "local", CancellationToken.None);
        var page = Render<SharesPage>();
        page.WaitForAssertion(() => Assert.Equal($"/contexts/{context.Id}", page.Find(".share a").GetAttribute("href")), Patience);

        await Contexts.DeleteAsync(context.Id, CancellationToken.None);

        page.WaitForAssertion(() => Assert.Contains("the original is gone", page.Find(".share").TextContent, StringComparison.Ordinal), Patience);
        Assert.Empty(page.FindAll(".share a"));
    }

    [Fact]
    public async Task Revoke_Confirmed_NoLongerWorks()
    {
        var made = await Shares.CreateAsync(ShareKind.Overview, null, null, "local", CancellationToken.None);
        var dialogs = Dialogs;
        var page = Render<SharesPage>();
        page.WaitForAssertion(() => Assert.Contains("never expires", page.Find(".share").TextContent, StringComparison.Ordinal), Patience);

        await page.InvokeAsync(() => page.Find("[aria-label='Revoke: Overview']").Click());
        dialogs.WaitForAssertion(() => Assert.Contains("at once and for good", dialogs.Markup, StringComparison.Ordinal));
        await dialogs.InvokeAsync(() => dialogs.FindAll("button").Single(button => button.TextContent.Contains("Revoke it", StringComparison.Ordinal)).Click());

        page.WaitForAssertion(() => Assert.Contains("Revoked", page.Find(".share").TextContent, StringComparison.Ordinal), Patience);
        Assert.Null(await Shares.OpenAsync(made!.Token, CancellationToken.None));
    }
}

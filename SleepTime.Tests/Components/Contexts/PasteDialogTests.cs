using Bunit;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using SleepTime.Engine.Contexts;
using SleepTime.Tests.Support;
using SleepTime.Web.Components.Pages.Contexts;

namespace SleepTime.Tests.Components.Contexts;

public sealed class PasteDialogTests : PageTest
{
    private static readonly TimeSpan Patience = SleepTimeApp.Patience;

    [Fact]
    public async Task Render_Always_TheFieldTakesOneCharacterMoreThanATextMayHave()
    {
        var dialogs = Dialogs;
        await dialogs.InvokeAsync(() => Services.GetRequiredService<IDialogService>().ShowAsync<PasteDialog>());

        Assert.Equal($"{new UploadOptions().MaxBytes + 1}", dialogs.WaitForElement("textarea", Patience).GetAttribute("maxlength"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cancel_PastedOrTypedAndTheFieldNotLeftYet_AsksBeforeItIsLost(bool pasted)
    {
        var dialogs = Dialogs;
        await dialogs.InvokeAsync(() => Services.GetRequiredService<IDialogService>().ShowAsync<PasteDialog>());
        // The browser tells what the field holds only when it is left.
        await dialogs.InvokeAsync(() => pasted
            ? dialogs.Find(".paste").PasteAsync(new ClipboardEventArgs())
            : dialogs.Find(".paste").KeyDownAsync(new KeyboardEventArgs { Key = "a" }));

        await dialogs.InvokeAsync(() => dialogs.FindAll("button").Single(button => button.TextContent.Trim() == "Cancel").Click());

        dialogs.WaitForAssertion(() => Assert.Contains("has not been stored", dialogs.Markup, StringComparison.Ordinal), Patience);
        Assert.NotEmpty(dialogs.FindAll("textarea"));
    }

    [Fact]
    public async Task Store_TextThatAContextHas_NamesItAndStoresItOnRequestOnly()
    {
        var first = await AddContextAsync();
        var dialogs = Dialogs;
        await dialogs.InvokeAsync(() => Services.GetRequiredService<IDialogService>().ShowAsync<PasteDialog>());
        await dialogs.InvokeAsync(() => dialogs.Find("textarea").Change(first.Text));

        await PressAsync("Store it");

        dialogs.WaitForAssertion(() => Assert.Contains("“Marbles of Maya” has the same text", dialogs.Find("[role=alert]").TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal(1, (await Contexts.ListAsync(1, 1, null, CancellationToken.None)).Total);

        await PressAsync("Store anyway");

        dialogs.WaitForAssertion(() => Assert.Empty(dialogs.FindAll("textarea")), Patience);
        Assert.Equal(2, (await Contexts.ListAsync(1, 1, null, CancellationToken.None)).Total);

        Task PressAsync(string label) => dialogs.InvokeAsync(() => dialogs.FindAll("button").Single(button => button.TextContent.Trim() == label).Click());
    }
}

using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SleepTime.Engine.Contexts;
using SleepTime.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace SleepTime.Tests.EndToEnd;

/// <summary>Long texts in the field for pasting: all of it arrives, or words say why not.</summary>
public sealed class LongPasteTests(Browser browser, LongPasteApp app) : EndToEndTests, IClassFixture<LongPasteApp>
{
    /// <summary>Puts a text in as a paste does, so that the browser holds it against the length of the field.</summary>
    private const string Insert = "(field, text) => { field.focus(); return document.execCommand('insertText', false, text); }";

    [BrowserFact]
    public async Task Paste_LongerThanFieldsTakeByDefault_IsStoredWhole()
    {
        var text = TextOf(550_000);
        var page = await OpenAsync();

        Assert.True(await Field(page).EvaluateAsync<bool>(Insert, text));
        await Button(page, "Store it").ClickAsync();

        await Expect(page).ToHaveURLAsync(new Regex("/contexts/[0-9a-f-]{36}$"));
        var stored = await app.Get<ContextService>().FindAsync(Guid.Parse(page.Url[^36..]), TestContext.Current.CancellationToken);
        Assert.Equal(text.Trim(), stored!.Text);
    }

    [BrowserFact]
    public async Task Paste_LongerThanATextMayBe_SaysSoAndThatItsEndIsMissing()
    {
        var page = await OpenAsync();

        Assert.True(await Field(page).EvaluateAsync<bool>(Insert, TextOf(LongPasteApp.MaxBytes + 10_000)));
        await Button(page, "Store it").ClickAsync();

        var problem = page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Alert).Filter(new() { HasText = "at most 600,000 bytes are accepted" });
        await Expect(problem).ToContainTextAsync("the end of what was pasted is not in it");
        await Expect(Field(page)).ToBeVisibleAsync();
    }

    private async Task<IPage> OpenAsync()
    {
        var page = await browser.OpenAsync(app.Address);
        await GoToAsync(page, "/contexts");
        await Button(page, "Paste a text").First.ClickAsync();
        await Expect(Field(page)).ToBeFocusedAsync();
        return page;
    }

    private static ILocator Field(IPage page) =>
        page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Textbox, new() { Name = "Text", Exact = true });

    /// <summary>Sentences, each another one.</summary>
    private static string TextOf(int length) => string.Concat(Enumerable.Range(1, length / 16).Select(number => $"Ann has {number} red balls. "))[..length];
}

/// <summary>The site with a limit that a text in a test reaches.</summary>
public sealed class LongPasteApp() : SleepTimeApp(("Upload:MaxBytes", $"{MaxBytes}"))
{
    public const int MaxBytes = 600_000;
}

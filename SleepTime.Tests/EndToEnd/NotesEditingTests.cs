using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SleepTime.Tests.EndToEnd;

/// <summary>What a person does with notes: sees where one comes from, changes them, goes back.</summary>
public sealed class NotesEditingTests(Browser browser, FirstStartApp app) : EndToEndTests, IClassFixture<FirstStartApp>
{
    [BrowserFact]
    public async Task Notes_ChangedByKeyboardThenGoneBackTo_AreEachAVersion()
    {
        var page = await browser.OpenAsync(app.Address);
        await OpenNotesAsync(page);

        await Button(page, "Edit notes").ClickAsync();
        var first = page.GetByRole(AriaRole.Textbox, new() { Name = "Note 1", Exact = true });
        await Expect(first).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync("A person wrote this.");
        await page.Keyboard.PressAsync("Control+Enter");

        await Expect(page.GetByText("Edited by local").First).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "A person wrote this. written by hand" })).ToBeVisibleAsync();

        await page.Locator("summary", new() { HasText = "Written by sleep" }).ClickAsync();
        await Button(page, "Go back to these").ClickAsync();
        await Button(page, "Go back").ClickAsync();

        await Expect(page.GetByText("Restored by local").First).ToBeVisibleAsync();
        await Expect(page.Locator(".notes-version").First.GetByText("A person wrote this.")).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task Note_ChosenByKeyboard_MarksItsSentencesInTheText()
    {
        var page = await browser.OpenAsync(app.Address);
        await OpenNotesAsync(page);

        await page.Locator(".notes button").First.PressAsync("Enter");

        await Expect(page.GetByText("behind the selected note")).ToBeVisibleAsync();
        Assert.NotEqual(0, await page.Locator("mark").CountAsync());
    }

    private async Task OpenNotesAsync(IPage page)
    {
        var contexts = (await app.ReadAsync("/api/v1/contexts"))["items"]!.AsArray();
        await GoToAsync(page, $"/contexts/{contexts[0]!["id"]}");
        await Expect(page.GetByText("Notes written")).ToBeVisibleAsync();
    }
}

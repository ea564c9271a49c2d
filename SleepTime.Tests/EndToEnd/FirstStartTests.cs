using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SleepTime.Tests.EndToEnd;

/// <summary>What a newcomer does first: look, see notes appear, upload, ask.</summary>
public sealed class FirstStartTests(Browser browser, FirstStartApp app) : EndToEndTests, IClassFixture<FirstStartApp>
{
    private const string Story = "Omar has 12 stamps. Ruth has 7 stamps. Hugo has 4 stamps.";

    [BrowserFact]
    public async Task Overview_FirstStart_ShowsTheModelAndTheSamples()
    {
        var page = await browser.OpenAsync(app.Address);

        await GoToAsync(page, "/");

        await Expect(page.GetByText("sleeptime-tiny").First).ToBeVisibleAsync();
        await Expect(page.GetByText("number stories").First).ToBeVisibleAsync();
        // Six samples; one more where the upload was tested before.
        await Expect(page.GetByRole(AriaRole.Definition).Filter(new() { HasTextRegex = new("[67] with notes") })).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task Contexts_FileIsChosen_ItsNotesAppearWithoutAReload()
    {
        var page = await browser.OpenAsync(app.Address);
        await GoToAsync(page, "/contexts");

        await page.Locator(".choose-files").SetInputFilesAsync(new FilePayload
        {
            Name = "Stamps of three.txt",
            MimeType = "text/plain",
            Buffer = System.Text.Encoding.UTF8.GetBytes(Story),
        });

        var row = page.GetByRole(AriaRole.Listitem).Filter(new() { Has = page.GetByRole(AriaRole.Link, new() { Name = "Stamps of three.txt", Exact = true }) });
        await Expect(row.GetByText(new System.Text.RegularExpressions.Regex(@"^\s*\d+ notes?\s*$"))).ToBeVisibleAsync();
        await row.GetByRole(AriaRole.Link, new() { Name = "Stamps of three.txt", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Pass 1" })).ToBeVisibleAsync();
        await Expect(page.GetByText(Story)).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task Contexts_FileIsBinary_SaysWhyAndStoresNothing()
    {
        var page = await browser.OpenAsync(app.Address);
        await GoToAsync(page, "/contexts");

        await page.Locator(".choose-files").SetInputFilesAsync(new FilePayload { Name = "picture.txt", MimeType = "text/plain", Buffer = [0x89, 0x50, 0, 0, 1, 2] });

        var row = page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "picture.txt" });
        await Expect(row.GetByText("Failed", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(row.GetByText("is not text")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "picture", Exact = true })).ToHaveCountAsync(0);
    }

    [BrowserTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Paste_Opened_WhatIsTypedIsTheText(bool byKeyboard)
    {
        var page = await browser.OpenAsync(app.Address);
        await GoToAsync(page, "/contexts");

        await (byKeyboard ? Button(page, "Paste a text").PressAsync("Enter") : Button(page, "Paste a text").ClickAsync());
        var text = page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Textbox, new() { Name = "Text", Exact = true });
        await Expect(text).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(Story);

        await Expect(text).ToHaveValueAsync(Story);
    }

    [BrowserFact]
    public async Task Ask_SuggestedQuestion_BothColumnsAnswerWithTheirNumbers()
    {
        var page = await browser.OpenAsync(app.Address);
        await GoToAsync(page, await AskAboutASampleAsync(app));
        await Expect(page.GetByText("Notes written")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Group, new() { Name = "Suggested questions" }).GetByRole(AriaRole.Button).First.ClickAsync();
        await Button(page, "Ask").ClickAsync();

        foreach (var mode in new[] { "Standard", "SleepTime" })
        {
            var column = Column(page, mode);
            await Expect(column.GetByText("Done", new() { Exact = true })).ToBeVisibleAsync();
            await Expect(column.GetByText("Answer:").First).ToBeVisibleAsync();
            await Expect(column.GetByRole(AriaRole.Definition).Nth(2)).ToHaveTextAsync(new System.Text.RegularExpressions.Regex(@"^\d+ tokens?$"));
        }
        Assert.Contains("comparison=", page.Url, StringComparison.Ordinal);
        await Expect(page.GetByText("Expected answer:").First).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task Ask_EnterInTheQuestion_SendsIt()
    {
        var page = await browser.OpenAsync(app.Address);
        await GoToAsync(page, await AskAboutASampleAsync(app));

        await page.Keyboard.PressAsync("/");
        await Expect(Question(page)).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("How many bugs did they close in total?");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "How many bugs did they close in total?" })).ToBeVisibleAsync();
        await Expect(Column(page, "Standard").GetByText("Done", new() { Exact = true })).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task Queue_PauseAndResume_SaysSo()
    {
        var page = await browser.OpenAsync(app.Address);
        await GoToAsync(page, "/queue");
        await Expect(page.GetByText("Done").Or(page.GetByText("Completed")).First).ToBeVisibleAsync();

        await Button(page, "Pause the queue").ClickAsync();
        await Expect(Button(page, "Resume the queue")).ToBeVisibleAsync();
        await page.WaitForTimeoutAsync(2_000); // sooner it would be the second press of a double click
        await Button(page, "Resume the queue").ClickAsync();

        await Expect(Button(page, "Pause the queue")).ToBeVisibleAsync();
    }
}

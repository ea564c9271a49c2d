using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SleepTime.Tests.EndToEnd;

/// <summary>Asking, comparing and judging, on a desktop and a phone, as people do it.</summary>
public sealed class AskingTests(Browser browser, FirstStartApp app) : EndToEndTests, IClassFixture<FirstStartApp>
{
    private const string Sentence = "How many bugs did they close in total?";

    [BrowserTheory]
    [InlineData(1400, ColorScheme.Light)]
    [InlineData(1400, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Compare_Blind_ShowsTheSidesOnceVotedAndIsAccessibleThroughout(int width, ColorScheme scheme)
    {
        var page = await OpenAsync(width, scheme);
        await Button(page, "More settings").ClickAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Compare blind" }).CheckAsync();
        await Question(page).FillAsync(Sentence);
        await Button(page, "Ask").ClickAsync();

        await Expect(Button(page, "A is better")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Answer A", Exact = true })).ToBeVisibleAsync();
        await Expect(page.Locator(".numbers")).ToHaveCountAsync(0);
        await CheckAsync(page);
        await Button(page, "A is better").ClickAsync();

        await Expect(page.Locator(".numbers")).ToHaveCountAsync(2);
        await Expect(page.GetByText("Blind, you preferred")).ToBeVisibleAsync();
        // The team's votes are those of all tests here.
        await Expect(page.Locator(".tally")).ToContainTextAsync(new Regex("[1-9]"));
        await Button(page, "Score against an expected answer").ClickAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Expected answer", Exact = true }).FillAsync("a");
        await Button(page, "Score").ClickAsync();
        await Expect(page.Locator(".answer-head").First).ToContainTextAsync("ot ");
        await CheckAsync(page);

        await page.ReloadAsync();
        await Expect(page.GetByText("Blind, you preferred")).ToBeVisibleAsync();
    }

    [BrowserTheory]
    [InlineData(1400)]
    [InlineData(390)]
    public async Task FollowUp_OnAnAnswer_ShowsTheThreadAndSaysWhetherItIsRead(int width)
    {
        var page = await OpenAsync(width, ColorScheme.Light);
        await Question(page).FillAsync(Sentence);
        await Button(page, "Ask").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Follow up" }).ClickAsync();

        await Expect(page.Locator(".ask-follows")).ToContainTextAsync("is not in its prompt");
        await Question(page).FillAsync("How many bugs did Team Gold close?");
        await Button(page, "Ask").ClickAsync();

        await Expect(page.Locator(".thread")).ToContainTextAsync(Sentence);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "How many bugs did Team Gold close?" })).ToBeVisibleAsync();
        await CheckAsync(page);
    }

    [BrowserTheory]
    [InlineData(1400)]
    [InlineData(390)]
    public async Task Ask_20000Characters_NamesTheLimitAndKeepsTheQuestion(int width)
    {
        var page = await OpenAsync(width, ColorScheme.Light);
        var question = string.Concat(Enumerable.Repeat("How many? ", 2_000)).TrimEnd();
        await Question(page).FillAsync(question);
        await Button(page, "Ask").ClickAsync();

        await Expect(page.GetByText("19,999 characters; at most 4,000 are taken")).ToBeVisibleAsync();
        await Expect(Question(page)).ToHaveValueAsync(question);
        await CheckAsync(page);
    }

    [BrowserFact]
    public async Task Keyboard_Alone_AsksStepsOpensSourcesAndHelp()
    {
        var page = await OpenAsync(1400, ColorScheme.Light);
        await page.Locator("body").ClickAsync(new() { Position = new() { X = 5, Y = 500 } });
        await page.Keyboard.PressAsync("/");
        await Expect(Question(page)).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("How many bugs did c/j?k close?"); // letters that are shortcuts elsewhere
        await Expect(Question(page)).ToHaveValueAsync("How many bugs did c/j?k close?");
        await Question(page).FillAsync(Sentence);
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = Sentence })).ToBeVisibleAsync();
        await Expect(Column(page, "Standard").GetByText("Done", new() { Exact = true })).ToBeVisibleAsync();

        await page.EvaluateAsync("document.activeElement.blur()");
        await page.Keyboard.PressAsync("?");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Ask the question");
        await CheckAsync(page);
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);

        await page.EvaluateAsync("document.activeElement.blur()");
        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("q");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/queue"));
    }

    [BrowserFact]
    public async Task Enter_HeldDownInTheQuestion_SendsItOnce()
    {
        var page = await OpenAsync(1400, ColorScheme.Light);
        await Question(page).FillAsync(Sentence);
        await CountSentAsync(page);

        for (var times = 0; times < 10; times++)
            await page.Keyboard.DownAsync("Enter"); // all but the first are repeats
        await page.Keyboard.UpAsync("Enter");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = Sentence })).ToBeVisibleAsync();
        await Expect(Question(page)).ToHaveValueAsync(Sentence);
        Assert.Equal(1, await page.EvaluateAsync<int>("window.sent"));
    }

    [BrowserFact]
    public async Task Enter_InThePicker_ChoosesTheContextAndSendsNothing()
    {
        var newest = (await app.ReadAsync("/api/v1/contexts"))["items"]![0]!;
        var title = (string)newest["title"]!;
        var page = await OpenAsync(1400, ColorScheme.Light);
        await Question(page).FillAsync(Sentence);
        await CountSentAsync(page);
        var picker = page.Locator(".ask-picker input");

        await picker.FillAsync(title);
        var found = page.Locator(".mud-popover-open .mud-list-item");
        await Expect(found).ToHaveCountAsync(1);
        await Expect(found).ToHaveTextAsync(title);
        await picker.PressAsync("Enter");

        await Expect(page).ToHaveURLAsync(new Regex($"/ask\\?context={newest["id"]}$"));
        await Expect(picker).ToHaveValueAsync(title);
        await Expect(Question(page)).ToHaveValueAsync(Sentence);
        Assert.Equal(0, await page.EvaluateAsync<int>("window.sent"));
    }

    [BrowserFact]
    public async Task Citation_Opened_ShowsTheSentenceAndGivesTheFocusBack()
    {
        var page = await OpenAsync(1400, ColorScheme.Light);
        foreach (var team in new[] { "Gold", "White", "Blue", "Green", "Red" })
        {
            await Question(page).FillAsync($"How many bugs did Team {team} close?");
            await Button(page, "Ask").ClickAsync();
            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = $"How many bugs did Team {team} close?" })).ToBeVisibleAsync();
            await Expect(Button(page, "Ask again")).ToBeVisibleAsync();
            if (await page.Locator(".citations button").CountAsync() > 0)
                break;
        }
        var note = page.Locator(".citations button").First;
        await note.FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Source of the note" })).ToBeFocusedAsync();
        await CheckAsync(page);
        await page.Keyboard.PressAsync("Escape");

        await Expect(page.Locator(".citations .source")).ToHaveCountAsync(0);
        await Expect(note).ToBeFocusedAsync();
    }

    /// <summary>Counts from now on in window.sent how often the browser sends the form.</summary>
    private static async Task CountSentAsync(IPage page) =>
        await page.EvaluateAsync("() => { window.sent = 0; document.addEventListener('submit', () => { window.sent++; }, true); }");

    /// <summary>The Ask page of a sample that has been slept on.</summary>
    private async Task<IPage> OpenAsync(int width, ColorScheme scheme)
    {
        var context = (await app.ReadAsync("/api/v1/contexts"))["items"]!.AsArray()[^1]!["id"];
        await Support.SleepTimeApp.WaitAsync("notes", async () => (string?)(await app.ReadAsync($"/api/v1/contexts/{context}"))["sleep"]!["state"] == "ready");
        var page = await browser.OpenAsync(app.Address, width, height: 900, scheme);
        await GoToAsync(page, $"/ask?context={context}");
        await Expect(Question(page)).ToBeVisibleAsync();
        return page;
    }
}


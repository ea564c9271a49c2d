using System.Net;
using System.Net.Http.Json;
using Microsoft.Playwright;
using SleepTime.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace SleepTime.Tests.EndToEnd;

/// <summary>Words that are written from right to left, in pages that are not.</summary>
public sealed class RightToLeftTests(Browser browser, SleepTimeApp app) : EndToEndTests, IClassFixture<SleepTimeApp>
{
    private const string Text = "לאן יש 3 כדורים 🔴.";
    private const string Asked = "כמה כדורים?";

    /// <summary>Whether the last sign of an element stands to the left of its first.</summary>
    private const string EndsOnTheLeft = """
        element => {
          const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
          const placeOf = at => { const range = document.createRange(); range.setStart(text, at); range.setEnd(text, at + 1); return range.getBoundingClientRect().left; };
          return placeOf(text.data.trimEnd().length - 1) < placeOf(0);
        }
        """;

    [BrowserTheory]
    [InlineData(1400)]
    [InlineData(390)]
    public async Task Hebrew_InTitleTextNoteAndQuestion_EndsOnTheLeft(int width)
    {
        using var response = await app.Http.PostAsJsonAsync("/api/v1/contexts?duplicates=store", new { title = Asked, text = Text });
        var id = (Guid)(await response.JsonAsync(HttpStatusCode.Created))["id"]!;
        var comparison = await app.CompareAsync(id, Asked);
        var page = await browser.OpenAsync(app.Address, width);

        await GoToAsync(page, $"/contexts/{id}");
        await AssertAsync(page.GetByRole(AriaRole.Heading, new() { Level = 1 }));
        await AssertAsync(page.GetByRole(AriaRole.Group, new() { Name = "Text of the context" }));
        await CheckAsync(page, $"right-to-left-context-{width}");

        await GoToAsync(page, $"/ask?context={id}&comparison={comparison}");
        await AssertAsync(page.GetByRole(AriaRole.Heading, new() { Name = Asked }));
        Assert.Equal("plaintext", await Question(page).EvaluateAsync<string>("field => getComputedStyle(field).unicodeBidi"));
        await CheckAsync(page, $"right-to-left-ask-{width}");

        await GoToAsync(page, "/history");
        await AssertAsync(page.Locator(".entry .question").First);
    }

    private static async Task AssertAsync(ILocator words)
    {
        await Expect(words).ToBeVisibleAsync();
        Assert.True(await words.EvaluateAsync<bool>(EndsOnTheLeft), $"{await words.InnerTextAsync()} ends on the right.");
    }
}

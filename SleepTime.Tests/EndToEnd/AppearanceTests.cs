using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using SleepTime.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace SleepTime.Tests.EndToEnd;

/// <summary>Every page, on a desktop and a phone, light and dark: readable by everyone and inside its screen.</summary>
public sealed class AppearanceTests(Browser browser, FirstStartApp app) : EndToEndTests, IClassFixture<FirstStartApp>
{
    public static TheoryData<string, int, ColorScheme> Pages()
    {
        var data = new TheoryData<string, int, ColorScheme>();
        foreach (var path in new[] { "/", "/contexts", "/contexts/first", "/ask", "/history", "/queue", "/shares", "/shared/comparison", "/shared/context", "/shared/overview", "/shared/nothing", "/nowhere" })
        {
            foreach (var width in new[] { 390, 1400 })
            {
                data.Add(path, width, ColorScheme.Light);
                data.Add(path, width, ColorScheme.Dark);
            }
        }
        return data;
    }

    [BrowserTheory]
    [MemberData(nameof(Pages))]
    public async Task Page_AnySizeAndScheme_FitsAndIsAccessible(string path, int width, ColorScheme scheme)
    {
        var page = await browser.OpenAsync(app.Address, width, height: 900, scheme);
        await GoToAsync(page, await AddressOfAsync(path));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();

        var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        var found = (await page.RunAxe()).Violations.Where(violation => violation.Impact is "serious" or "critical").Select(Describe).ToList();

        Assert.Equal(0, overflow);
        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));
    }

    private async Task<string> AddressOfAsync(string path) => path switch
    {
        "/contexts/first" => $"/contexts/{await FirstContextAsync()}",
        "/shares" or "/shared/overview" => await app.ShareAsync("overview") is var shared && path == "/shares" ? path : shared,
        "/shared/context" => await app.ShareAsync("context", await FirstContextAsync()),
        "/shared/comparison" => await app.ShareAsync("comparison", await app.CompareAsync(await FirstContextAsync())),
        _ => path,
    };

    private async Task<Guid> FirstContextAsync() => (Guid)(await app.ReadAsync("/api/v1/contexts"))["items"]![0]!["id"]!;

    private static string Describe(AxeResultItem violation) =>
        $"{violation.Id}: {violation.Help} ({string.Join("; ", violation.Nodes.Select(node => node.Html))})";
}

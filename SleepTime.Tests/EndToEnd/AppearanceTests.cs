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
        foreach (var path in new[] { "/", "/wall", "/contexts", "/contexts/first", "/ask", "/ask/compared", "/ask/alone", "/history", "/history/rows", "/queue", "/insights", "/experiments", "/shares", "/model", "/shared/comparison", "/shared/run", "/shared/context", "/shared/overview", "/shared/nothing", "/nowhere" })
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
        if (path == "/history/rows")
            await Expect(page.Locator(".entry").First).ToBeVisibleAsync();

        await CheckAsync(page, $"page{path.Replace('/', '-')}-{width}-{scheme}");
    }

    private async Task<string> AddressOfAsync(string path) => path switch
    {
        "/contexts/first" => $"/contexts/{await FirstContextAsync()}",
        "/shares" or "/shared/overview" => await app.ShareAsync("overview") is var shared && path == "/shares" ? path : shared,
        "/shared/context" => await app.ShareAsync("context", await FirstContextAsync()),
        "/shared/comparison" => await app.ShareAsync("comparison", await app.CompareAsync(await FirstContextAsync())),
        "/shared/run" => await app.ShareAsync("run", await app.AskAloneAsync(await FirstContextAsync())),
        "/ask/compared" => $"/ask?comparison={await app.CompareAsync(await FirstContextAsync())}",
        "/ask/alone" => $"/ask?run={await app.AskAloneAsync(await FirstContextAsync())}",
        "/history/rows" => await app.CompareAsync(await FirstContextAsync(), blind: true) is var _ && await app.CompareAsync(await FirstContextAsync()) is var _ ? "/history" : path,
        _ => path,
    };

    private async Task<Guid> FirstContextAsync() => (Guid)(await app.ReadAsync("/api/v1/contexts"))["items"]![0]!["id"]!;
}

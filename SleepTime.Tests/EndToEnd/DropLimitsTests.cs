using Microsoft.Playwright;
using SleepTime.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace SleepTime.Tests.EndToEnd;

/// <summary>Folders with more files than are taken at a time, and with files that the browser cannot read: nothing is left out without a word.</summary>
public sealed class DropLimitsTests(Browser browser, FewFilesApp app) : EndToEndTests, IClassFixture<FewFilesApp>
{
    /// <summary>Answers as the browser's own entries do.</summary>
    private const string DropFolders = """
        () => {
          const file = (name, reads = true) => ({ isFile: true, isDirectory: false, name, file: (done, fail) => reads ? done(new File([`Ann has ${name} balls.`], name)) : fail(new Error("gone")) });
          const folder = (name, entries, reads = true) => ({ isFile: false, isDirectory: true, name, createReader: () => {
            const left = [...entries];
            return { readEntries: (done, fail) => reads ? done(left.splice(0, 2)) : fail(new Error("forbidden")) };
          } });
          const roots = [
            folder("many", [file("1.txt"), file("gone.txt", false), folder("locked", [], false), folder("inner", [file("2.txt"), file("3.txt"), file("4.txt")]), file("5.txt")]),
            folder("other", [file("6.txt")]),
          ];
          const drop = new Event("drop", { bubbles: true, cancelable: true });
          Object.defineProperty(drop, "dataTransfer", { value: { types: ["Files"], files: [], items: roots.map(root => ({ kind: "file", webkitGetAsEntry: () => root })) } });
          document.querySelector(".drop").dispatchEvent(drop);
          return drop.defaultPrevented;
        }
        """;

    [BrowserTheory]
    [InlineData(1400)]
    [InlineData(390)]
    public async Task Drop_FoldersBeyondTheLimitAndUnreadableFiles_SaysWhatWasLeftOut(int width)
    {
        var page = await browser.OpenAsync(app.Address, width);
        await GoToAsync(page, "/contexts");
        await Expect(page.Locator(".drop")).ToBeVisibleAsync();

        await SleepTimeApp.WaitAsync("the zone's script", () => page.EvaluateAsync<bool>(DropFolders));

        await Expect(Sent(page, "many/gone.txt").GetByRole(AriaRole.Alert)).ToContainTextAsync("The browser could not read it.");
        await Expect(Sent(page, "many/locked").GetByRole(AriaRole.Alert)).ToContainTextAsync("The browser could not read it.");
        await Expect(Sent(page, "many/").GetByRole(AriaRole.Alert)).ToContainTextAsync("It holds more files than the 3 that are taken at a time");
        await Expect(Sent(page, "other/").GetByRole(AriaRole.Alert)).ToContainTextAsync("At most 3 files are taken at a time.");
        foreach (var taken in new[] { "many/1.txt", "many/inner/2.txt", "many/inner/3.txt" })
            await Expect(page.Locator(".uploads .file").Filter(new() { Has = page.GetByTitle(taken, new() { Exact = true }) }).First).ToBeVisibleAsync();
        await Expect(page.GetByTitle("many/inner/4.txt")).ToHaveCountAsync(0);
        await CheckAsync(page, $"drop-limits-{width}");
    }

    private static ILocator Sent(IPage page, string name) =>
        page.Locator(".sending .file").Filter(new() { Has = page.GetByTitle(name, new() { Exact = true }) });
}

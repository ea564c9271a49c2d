using Microsoft.Playwright;
using SleepTime.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace SleepTime.Tests.EndToEnd;

/// <summary>Files that come by drop and by paste, as the browser hands them over.</summary>
public sealed class DropAndPasteTests(Browser browser, SleepTimeApp app) : EndToEndTests, IClassFixture<SleepTimeApp>
{
    /// <summary>No script can drop a real folder: this one answers as the browser's own entries do, in portions.</summary>
    private const string DropAFolder = """
        which => {
          const file = (name, text) => ({ isFile: true, isDirectory: false, name, file: done => done(new File([text], name)) });
          const folder = (name, entries) => ({ isFile: false, isDirectory: true, name, createReader: () => {
            const left = [...entries];
            return { readEntries: done => done(left.splice(0, 1)) };
          } });
          const root = folder(`dropped ${which}`, [file("top.txt", `Ann dropped ${which} balls.`), folder("inner", [file("deep.md", `# Ben dropped ${which} cards.`), file(".hidden.txt", "Nobody sees this.")])]);
          const transfer = { types: ["Files"], files: [], items: [{ kind: "file", webkitGetAsEntry: () => root }] };
          const drop = new Event("drop", { bubbles: true, cancelable: true });
          Object.defineProperty(drop, "dataTransfer", { value: transfer });
          document.querySelector(".drop").dispatchEvent(drop);
          return drop.defaultPrevented;
        }
        """;

    private const string PasteFiles = """
        which => {
          const transfer = new DataTransfer();
          for (const name of ["one", "two"]) transfer.items.add(new File([`Cleo pasted ${name} of ${which}.`], `pasted ${name} ${which}.txt`));
          document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true }));
        }
        """;

    /// <summary>Chooses many files at once as a drop does.</summary>
    private const string DropMany = """
        ([count, bytes]) => {
          const transfer = new DataTransfer();
          for (let i = 0; i < count; i++) transfer.items.add(new File([`File ${i} of many. `.padEnd(bytes, "Ann has 3 balls. ")], `many ${i}.txt`));
          document.querySelector(".drop").dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
        }
        """;

    [BrowserTheory]
    [InlineData(1400)]
    [InlineData(390)]
    public async Task Drop_AFolder_TakesItsFilesWithTheirPathsAndNoHiddenOnes(int width)
    {
        var page = await OpenAsync(width);

        Assert.True(await page.EvaluateAsync<bool>(DropAFolder, width));

        await Expect(Stored(page, $"dropped {width}/top.txt")).ToBeVisibleAsync();
        await Expect(Stored(page, $"dropped {width}/inner/deep.md")).ToBeVisibleAsync();
        await Expect(page.GetByText(".hidden.txt")).ToHaveCountAsync(0);
    }

    [BrowserTheory]
    [InlineData(1400)]
    [InlineData(390)]
    public async Task Paste_Files_AreTaken(int width)
    {
        var page = await OpenAsync(width);

        await page.EvaluateAsync(PasteFiles, width);

        await Expect(Stored(page, $"pasted one {width}.txt")).ToBeVisibleAsync();
        await Expect(Stored(page, $"pasted two {width}.txt")).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task Drop_100Files_ThePageDoesWhatItIsAskedWhileTheyAreSentAndAllArrive()
    {
        var page = await OpenAsync(1400);
        var before = (int)(await app.ReadAsync("/api/v1/contexts"))["total"]!;
        var goesOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await page.RouteAsync("**/api/v1/uploads", async route =>
        {
            await goesOn.Task;
            await route.ContinueAsync();
        });

        await page.EvaluateAsync(DropMany, new object[] { 100, 2_000 });
        // None of them is through, and there are ten rows for all of them.
        await Expect(page.GetByText("90 more files in the row")).ToBeVisibleAsync();
        await Expect(page.Locator(".sending .file")).ToHaveCountAsync(10);
        await page.GetByRole(AriaRole.Button, new() { Name = "Paste a text" }).First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        goesOn.SetResult();

        await SleepTimeApp.WaitAsync("100 files", async () => (int)(await app.ReadAsync("/api/v1/contexts"))["total"]! == before + 100);
    }

    private async Task<IPage> OpenAsync(int width)
    {
        var page = await browser.OpenAsync(app.Address, width);
        await GoToAsync(page, "/contexts");
        await Expect(page.Locator(".drop")).ToBeVisibleAsync();
        // Its script is there once a drag marks the zone.
        await SleepTimeApp.WaitAsync("the zone's script", async () => await page.EvaluateAsync<bool>(
            """() => { const zone = document.querySelector(".drop"); const transfer = new DataTransfer(); transfer.items.add(new File(["x"], "x.txt")); const drag = new DragEvent("dragover", { dataTransfer: transfer, cancelable: true }); zone.dispatchEvent(drag); return drag.defaultPrevented; }"""));
        return page;
    }

    private static ILocator Stored(IPage page, string name) =>
        page.Locator(".file").Filter(new() { Has = page.GetByTitle(name, new() { Exact = true }) }).GetByText("Stored", new() { Exact = true });
}

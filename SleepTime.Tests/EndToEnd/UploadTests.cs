using System.Text;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using SleepTime.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace SleepTime.Tests.EndToEnd;

/// <summary>Several files at once, one of which cannot be read at first.</summary>
public sealed class UploadTests(Browser browser, SleepTimeApp app) : EndToEndTests, IClassFixture<SleepTimeApp>
{
    [BrowserTheory]
    [InlineData(1400, ColorScheme.Light)]
    [InlineData(1400, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Contexts_SeveralFilesWithOneScanned_StoresTheOthersAndRetries(int width, ColorScheme scheme)
    {
        var page = await browser.OpenAsync(app.Address, width, 900, scheme);
        await GoToAsync(page, "/contexts");
        var which = $"{width} {scheme}";

        await page.Locator(".choose-files").SetInputFilesAsync(
        [
            File($"Report {which}.pdf", TestDocuments.Pdf([[$"Ann has {which} balls.", "They are red."]])),
            File($"Letter {which}.docx", TestDocuments.Docx(TestDocuments.Words("Dear Ben", "Kop1"), TestDocuments.Words($"you have {which} balls."))),
            File($"Scan {which}.pdf", TestDocuments.Pdf([[]])),
        ]);

        await Expect(Row(page, $"Report {which}.pdf").GetByText("Stored", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(Row(page, $"Letter {which}.docx").GetByText("Stored", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(Row(page, $"Scan {which}.pdf").GetByText("Run text recognition")).ToBeVisibleAsync();
        Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
        var found = (await page.RunAxe()).Violations.Where(violation => violation.Impact is "serious" or "critical").Select(violation => $"{violation.Id}: {violation.Help}").ToList();
        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));
        await ShootAsync(page, $"uploads-{width}-{scheme}");

        await page.ReloadAsync();
        await Expect(Row(page, $"Scan {which}.pdf").GetByText("Run text recognition")).ToBeVisibleAsync();
        await Expect(Button(page, $"Try again: Scan {which}.pdf")).ToHaveCountAsync(0);

        // The same words once more are noticed, and a person may want them all the same.
        await page.Locator(".choose-files").SetInputFilesAsync(File($"Copy {which}.txt", Encoding.UTF8.GetBytes($"Ann has {which} balls.\nThey are red.")));
        await page.Locator(".choose-files").SetInputFilesAsync(File($"Copy of the copy {which}.txt", Encoding.UTF8.GetBytes($"Ann has {which} balls.\nThey are red.")));
        var copy = Row(page, $"Copy of the copy {which}.txt");
        await Expect(copy.GetByText("Already there", new() { Exact = true })).ToBeVisibleAsync();
        await ShootAsync(page, $"duplicate-{width}-{scheme}");
        await Button(page, $"Store anyway: Copy of the copy {which}.txt").ClickAsync();
        await Expect(copy.GetByText("Stored", new() { Exact = true })).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task Contexts_ServerIsAwayWhileSending_TheFileIsSentOnRetry()
    {
        var page = await browser.OpenAsync(app.Address);
        await GoToAsync(page, "/contexts");
        await page.RouteAsync("**/api/v1/uploads", route => route.AbortAsync());
        await page.Locator(".choose-files").SetInputFilesAsync(File("Away.txt", "Ann has 77 balls."u8.ToArray()));
        await Expect(page.GetByRole(AriaRole.Alert).GetByText("could not be reached")).ToBeVisibleAsync();

        await page.UnrouteAsync("**/api/v1/uploads");
        await Button(page, "Try again: Away.txt").ClickAsync();

        await Expect(Row(page, "Away.txt").GetByText("Stored", new() { Exact = true })).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task Contexts_FolderIsChosen_ItsFilesAreTakenWithTheirPathsAndHiddenOnesAreNot()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("inner"));
        await System.IO.File.WriteAllTextAsync(folder.File("inner/deep.md"), "# Ann has 78 balls.", TestContext.Current.CancellationToken);
        await System.IO.File.WriteAllTextAsync(folder.File(".hidden.txt"), "Nobody sees this.", TestContext.Current.CancellationToken);
        var page = await browser.OpenAsync(app.Address);
        await GoToAsync(page, "/contexts");

        await page.Locator(".choose-folder").SetInputFilesAsync(folder.Path);

        await Expect(Row(page, $"{Path.GetFileName(folder.Path)}/inner/deep.md").GetByText("Stored", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(page.GetByText(".hidden.txt")).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task Contexts_LeftWhileFilesAreRefused_ListsThemOnReturnAndSendsThemOnRetry()
    {
        var page = await browser.OpenAsync(app.Address);
        await GoToAsync(page, "/contexts");
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var refused = 0;
        await page.RouteAsync("**/api/v1/uploads", async route =>
        {
            await held.Task;
            await route.FulfillAsync(new() { Status = 503, ContentType = "application/problem+json", Body = """{"detail":"Too many files wait."}""" });
            Interlocked.Increment(ref refused);
        });
        string[] names = ["Left one.txt", "Left two.txt", "Left three.txt"];
        await page.Locator(".choose-files").SetInputFilesAsync(names.Select(name => File(name, Encoding.UTF8.GetBytes($"Ann has {name} balls."))));
        await Expect(page.Locator(".sending .file")).ToHaveCountAsync(3);

        await OpenFromNavigationAsync(page, "Queue");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/queue"));
        held.SetResult();
        await SleepTimeApp.WaitAsync("the refusals", () => Task.FromResult(Volatile.Read(ref refused) == 3));
        await OpenFromNavigationAsync(page, "Contexts");

        foreach (var name in names)
            await Expect(Row(page, name).GetByRole(AriaRole.Alert)).ToHaveTextAsync("Too many files wait.");
        await page.UnrouteAsync("**/api/v1/uploads");
        await Button(page, "Remove from the list: Left one.txt").ClickAsync();
        await Button(page, "Try again: Left two.txt").ClickAsync();
        await Expect(Row(page, "Left two.txt").GetByText("Stored", new() { Exact = true })).ToBeVisibleAsync();

        await OpenFromNavigationAsync(page, "Queue");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/queue"));
        await OpenFromNavigationAsync(page, "Contexts");
        await Expect(Row(page, "Left three.txt").GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await Expect(page.Locator(".sending .file")).ToHaveCountAsync(1);
    }

    [BrowserFact]
    public async Task Contexts_FilesAreUnderWay_LeavingTheSiteIsAskedAboutUntilTheyAreThrough()
    {
        // What the browser asks by.
        const string leavingIsAskedAbout = """() => !window.dispatchEvent(new Event("beforeunload", { cancelable: true }))""";
        var page = await browser.OpenAsync(app.Address);
        await GoToAsync(page, "/contexts");
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await page.RouteAsync("**/api/v1/uploads", async route =>
        {
            await held.Task;
            await route.ContinueAsync();
        });
        Assert.False(await page.EvaluateAsync<bool>(leavingIsAskedAbout));

        await page.Locator(".choose-files").SetInputFilesAsync(new[] { "Way one.txt", "Way two.txt", "Way three.txt" }.Select(name => File(name, Encoding.UTF8.GetBytes($"Ben has {name} balls."))));
        await Expect(page.Locator(".sending .file")).ToHaveCountAsync(3);
        Assert.True(await page.EvaluateAsync<bool>(leavingIsAskedAbout));
        await OpenFromNavigationAsync(page, "Queue");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/queue"));
        Assert.True(await page.EvaluateAsync<bool>(leavingIsAskedAbout));
        await OpenFromNavigationAsync(page, "Contexts");
        await Expect(page.Locator(".sending .file")).ToHaveCountAsync(3);
        held.SetResult();

        await Expect(Row(page, "Way three.txt").GetByText("Stored", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(page.Locator(".sending .file")).ToHaveCountAsync(0);
        Assert.False(await page.EvaluateAsync<bool>(leavingIsAskedAbout));
    }

    private static FilePayload File(string name, byte[] content) => new() { Name = name, MimeType = "application/octet-stream", Buffer = content };

    private static ILocator Row(IPage page, string name) =>
        page.Locator(".file").Filter(new() { Has = page.GetByTitle(name, new() { Exact = true }) });
}

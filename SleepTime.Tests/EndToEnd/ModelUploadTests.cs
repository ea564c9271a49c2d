using Microsoft.Playwright;
using SleepTime.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace SleepTime.Tests.EndToEnd;

/// <summary>A model goes from the browser to the server, and back out of it.</summary>
public sealed class ModelUploadTests(Browser browser, SleepTimeApp app) : EndToEndTests, IClassFixture<SleepTimeApp>
{
    private static string ModelPath => Path.Combine(AppContext.BaseDirectory, "models", "sleeptime-tiny.gguf");

    [BrowserTheory]
    [InlineData(1400, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Model_AFileIsSent_IsLookedAtAndDeleted(int width, ColorScheme scheme)
    {
        using var folder = new TemporaryFolder();
        var (name, letter) = ($"sent-{width}.gguf", folder.File("letter.gguf"));
        File.Copy(ModelPath, folder.File(name));
        await File.WriteAllTextAsync(letter, "Dear Sir or Madam");
        var page = await browser.OpenAsync(app.Address, width, 900, scheme);
        await GoToAsync(page, "/model");
        var panel = page.GetByRole(AriaRole.Region, new() { Name = "Send a model" });
        var input = panel.Locator("input[type=file]");

        await input.SetInputFilesAsync(letter);
        await Expect(panel.GetByRole(AriaRole.Alert)).ToContainTextAsync("does not begin like a GGUF file");
        await input.SetInputFilesAsync(folder.File(name));
        var sent = panel.GetByRole(AriaRole.Listitem).Filter(new() { HasText = name });
        await Expect(sent).ToBeVisibleAsync();
        await CheckAsync(page, $"model-{width}-{scheme}");

        await Button(page, $"Look and load: {name}").ClickAsync();
        await Expect(page.GetByText("Can be loaded", new() { Exact = true })).ToBeVisibleAsync();
        await Button(page, $"Delete: {name}").ClickAsync();
        await Button(page, "Delete it").ClickAsync();
        await Expect(sent).ToHaveCountAsync(0);
        Assert.Empty((await app.ReadAsync("/api/v1/models/files"))["items"]!.AsArray());
    }

    [BrowserFact]
    public async Task Model_SendingIsCancelledOrLeftForAnotherPage_LeavesNothingOrGoesOn()
    {
        var page = await browser.OpenAsync(app.Address);
        await GoToAsync(page, "/model");
        var held = new TaskCompletionSource();
        await page.RouteAsync("**/api/v1/models/files?*", async route =>
        {
            await held.Task;
            await route.ContinueAsync();
        });
        var panel = page.GetByRole(AriaRole.Region, new() { Name = "Send a model" });

        await panel.Locator("input[type=file]").SetInputFilesAsync(ModelPath);
        await Button(page, "Cancel: sleeptime-tiny.gguf").ClickAsync();
        await Button(page, "Stop sending").ClickAsync();
        await Expect(panel.Locator("input[type=file]")).ToHaveCountAsync(1);
        await Expect(panel.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
        Assert.Empty((await app.ReadAsync("/api/v1/models/files"))["items"]!.AsArray());

        await panel.Locator("input[type=file]").SetInputFilesAsync(ModelPath);
        await Expect(Button(page, "Cancel: sleeptime-tiny.gguf")).ToBeVisibleAsync();
        await OpenFromNavigationAsync(page, "Queue");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/queue"));
        await OpenFromNavigationAsync(page, "Model");
        await Expect(Button(page, "Cancel: sleeptime-tiny.gguf")).ToBeVisibleAsync();
        held.SetResult();
        await Expect(panel.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "sleeptime-tiny.gguf" })).ToBeVisibleAsync();
        (await app.Http.DeleteAsync("/api/v1/models/files/sleeptime-tiny.gguf", TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
    }
}

using Microsoft.Playwright;
using SleepTime.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace SleepTime.Tests.EndToEnd;

/// <summary>Two people edit one context at the same time.</summary>
public sealed class TwoEditorsTests(Browser browser, SleepTimeApp app) : EndToEndTests, IClassFixture<SleepTimeApp>
{
    [BrowserTheory]
    [InlineData(1400)]
    [InlineData(390)]
    public async Task Edit_TheOtherSavedFirst_ShowsTheirsAndKeepsWhatWasTyped(int width)
    {
        var context = await app.CreateContextAsync($"Ann has 3 red balls on {width} pixels.");
        var (ann, ben) = (await EditAsync(context, width, "Ann wrote this."), await EditAsync(context, width, "Ben wrote that."));

        await Button(ann, "Save as version 2").ClickAsync();
        await Expect(ann.GetByRole(AriaRole.Group, new() { Name = "Text of the context" })).ToHaveTextAsync("Ann wrote this.");

        await Expect(ben.GetByRole(AriaRole.Alert)).ToContainTextAsync("What you wrote is still here");
        await Expect(Text(ben)).ToHaveValueAsync("Ben wrote that.");
        await ben.GetByText("What version 2 says").ClickAsync();
        await Expect(ben.GetByRole(AriaRole.Group, new() { Name = "Text of version 2" })).ToHaveTextAsync("Ann wrote this.");
        Assert.Equal(0, await ben.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
        await AxeAsync(ben);
        await ShootAsync(ben, $"two-editors-{width}");
        await Button(ben, "Save mine over it as version 3").ClickAsync();

        await Expect(ben.GetByRole(AriaRole.Group, new() { Name = "Text of the context" })).ToHaveTextAsync("Ben wrote that.");
        await Expect(ann.GetByRole(AriaRole.Group, new() { Name = "Text of the context" })).ToHaveTextAsync("Ben wrote that.");
        Assert.Equal(3, (int)(await app.ReadAsync($"/api/v1/contexts/{context}"))["version"]!);
    }

    private async Task<IPage> EditAsync(Guid context, int width, string text)
    {
        var page = await browser.OpenAsync(app.Address, width);
        await GoToAsync(page, $"/contexts/{context}");
        await Button(page, "Edit").ClickAsync();
        await Text(page).FillAsync(text);
        await Expect(Button(page, "Save as version 2")).ToBeEnabledAsync();
        return page;
    }

    private static ILocator Text(IPage page) => page.GetByRole(AriaRole.Textbox, new() { Name = "Text of the context" });
}

using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using SleepTime.Engine.Insights.Prices;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Web.Components.Pages.Insights;

namespace SleepTime.Tests.Components.Insights;

public sealed class PricesDialogTests : PageTest
{
    [Fact]
    public async Task Save_TChangedMeanwhile_SaysSoAndShowsTheirs()
    {
        var policies = Engine.Get<SleepPolicyStore>();
        var dialogs = await OpenAsync();
        await policies.SaveAsync(policies.Current with { TestTokenPrice = 7 }, CancellationToken.None);

        await SaveAsync(dialogs, "3");

        dialogs.WaitForAssertion(() => Assert.Contains("Somebody changed the settings for sleep meanwhile", dialogs.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal(7, policies.Current.TestTokenPrice);
        Assert.Equal("7", dialogs.FindAll("input[type=text], input[type=number]")[0].GetAttribute("value"));

        await SaveAsync(dialogs, "3");
        dialogs.WaitForAssertion(() => Assert.Equal(3, policies.Current.TestTokenPrice));
    }

    [Fact]
    public async Task Save_OtherSettingsChangedMeanwhile_KeepsThem()
    {
        var policies = Engine.Get<SleepPolicyStore>();
        var dialogs = await OpenAsync();
        await policies.SaveAsync(policies.Current with { ExpectedQuestions = 4 }, CancellationToken.None);

        await SaveAsync(dialogs, "3");

        dialogs.WaitForAssertion(() => Assert.Equal((3, 4), (policies.Current.TestTokenPrice, policies.Current.ExpectedQuestions)));
    }

    [Fact]
    public async Task Save_AnEmptiedPrice_IsAskedForAndNotTakenForNothing()
    {
        var prices = Engine.Get<PriceStore>();
        await prices.SaveAsync(new InsightsPrices { Kind = PriceKind.GpuHour, GpuHour = 2 }, 0, CancellationToken.None);
        var dialogs = await OpenAsync();

        await dialogs.InvokeAsync(() => dialogs.FindAll("input[type=text], input[type=number]")[^1].Change(""));
        await dialogs.InvokeAsync(() => dialogs.FindAll("button").Single(button => button.TextContent.Trim() == "Save").Click());

        dialogs.WaitForAssertion(() => Assert.Contains("Enter a price.", dialogs.Markup, StringComparison.Ordinal));
        Assert.Equal(2, (await prices.ReadAsync(CancellationToken.None)).Prices.GpuHour);
    }

    private async Task<IRenderedComponent<MudDialogProvider>> OpenAsync()
    {
        var dialogs = Dialogs;
        await dialogs.InvokeAsync(() => Services.GetRequiredService<IDialogService>().ShowAsync<PricesDialog>("Prices"));
        dialogs.WaitForElement("form");
        return dialogs;
    }

    private static async Task SaveAsync(IRenderedComponent<MudDialogProvider> dialogs, string price)
    {
        await dialogs.InvokeAsync(() => dialogs.FindAll("input[type=text], input[type=number]")[0].Change(price));
        await dialogs.InvokeAsync(() => dialogs.FindAll("button").Single(button => button.TextContent.Trim() == "Save").Click());
    }
}

using Bunit;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using MudBlazor.Extensions;
using SleepTime.Engine.Insights.Prices;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Web.Components.Pages.Insights;

namespace SleepTime.Tests.Components.Insights;

public sealed class PricesDialogTests : PageTest
{
    [Fact]
    public async Task Save_TChangedMeanwhile_SaysSoAndKeepsWhatWasTyped()
    {
        var policies = Engine.Get<SleepPolicyStore>();
        var dialogs = await OpenAsync();
        await policies.SaveAsync(policies.Current with { TestTokenPrice = 7 }, CancellationToken.None);

        await SaveAsync(dialogs, "3");

        dialogs.WaitForAssertion(() => Assert.Contains("Somebody changed the settings for sleep meanwhile", dialogs.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Contains("Theirs: t is 7", dialogs.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal(7, policies.Current.TestTokenPrice);
        Assert.Equal("3", dialogs.FindAll("input[type=text], input[type=number]")[0].GetAttribute("value"));

        await PressAsync(dialogs, "Save");
        dialogs.WaitForAssertion(() => Assert.Equal(3, policies.Current.TestTokenPrice));
    }

    [Fact]
    public async Task Save_PricesChangedMeanwhile_SavesOnlyWhatWasTypedAndOnlyWhenToldAgain()
    {
        var prices = Engine.Get<PriceStore>();
        await prices.SaveAsync(new InsightsPrices { Kind = PriceKind.GpuHour, GpuHour = 2 }, 0, CancellationToken.None);
        var dialogs = await OpenAsync();
        await prices.SaveAsync(new InsightsPrices { Kind = PriceKind.GpuHour, GpuHour = 5, Output = 9 }, null, CancellationToken.None);

        await dialogs.InvokeAsync(() => dialogs.FindAll("input[type=text], input[type=number]")[^1].Change("3"));
        await PressAsync(dialogs, "Save");
        dialogs.WaitForAssertion(() => Assert.Contains("Theirs, in €: An hour of the machine 5.", dialogs.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal("3", dialogs.FindAll("input[type=text], input[type=number]")[^1].GetAttribute("value"));

        await PressAsync(dialogs, "Save");
        dialogs.WaitForAssertion(() => Assert.Empty(dialogs.FindAll("form")));
        Assert.Equal(new InsightsPrices { Kind = PriceKind.GpuHour, GpuHour = 3, Output = 9 }, (await prices.ReadAsync(CancellationToken.None)).Prices);
    }

    [Fact]
    public async Task Cancel_Changed_AsksBeforeItIsLost()
    {
        var dialogs = await OpenAsync();
        Assert.True(dialogs.FindComponent<MudDialogContainer>().Instance.GetState(container => container.Options) is { BackdropClick: false, CloseOnEscapeKey: false });
        await dialogs.InvokeAsync(() => dialogs.FindAll("input[type=text], input[type=number]")[0].Change("3"));

        await PressAsync(dialogs, "Cancel");
        dialogs.WaitForAssertion(() => Assert.Contains("has not been saved", dialogs.Markup, StringComparison.Ordinal));
        Assert.NotEmpty(dialogs.FindAll("form"));
        await PressAsync(dialogs, "Discard them");

        dialogs.WaitForAssertion(() => Assert.Empty(dialogs.FindAll("form")));
        Assert.NotEqual(3, Engine.Get<SleepPolicyStore>().Current.TestTokenPrice);
    }

    [Fact]
    public async Task Escape_Unchanged_ClosesAtOnce()
    {
        var dialogs = await OpenAsync();

        await dialogs.InvokeAsync(() => dialogs.Find("form").KeyDown(new KeyboardEventArgs { Key = "Escape" }));

        dialogs.WaitForAssertion(() => Assert.Empty(dialogs.FindAll("form")));
    }

    [Fact]
    public async Task Escape_FromAFieldThatWasWrittenIn_AsksBeforeItIsLost()
    {
        var dialogs = await OpenAsync();

        await dialogs.InvokeAsync(() => dialogs.FindAll("input[type=text], input[type=number]")[0].Input("7")); // told only when the field is left
        await dialogs.InvokeAsync(() => dialogs.Find("form").KeyDown(new KeyboardEventArgs { Key = "Escape" }));

        dialogs.WaitForAssertion(() => Assert.Contains("has not been saved", dialogs.Markup, StringComparison.Ordinal));
        Assert.NotEmpty(dialogs.FindAll("form"));
    }

    [Fact]
    public async Task Open_PricesCannotBeRead_SaysSo()
    {
        BreakDatabase();
        var dialogs = Dialogs;

        await dialogs.InvokeAsync(() => PricesDialog.ShowAsync(Services.GetRequiredService<IDialogService>()));

        dialogs.WaitForAssertion(() => Assert.Contains("The prices could not be read", dialogs.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        await PressAsync(dialogs, "Cancel");
        dialogs.WaitForAssertion(() => Assert.Empty(dialogs.FindAll(".mud-dialog")));
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
        await dialogs.InvokeAsync(() => PricesDialog.ShowAsync(Services.GetRequiredService<IDialogService>()));
        dialogs.WaitForElement("form");
        return dialogs;
    }

    private static async Task SaveAsync(IRenderedComponent<MudDialogProvider> dialogs, string price)
    {
        await dialogs.InvokeAsync(() => dialogs.FindAll("input[type=text], input[type=number]")[0].Change(price));
        await PressAsync(dialogs, "Save");
    }

    private static Task PressAsync(IRenderedComponent<MudDialogProvider> dialogs, string words) =>
        dialogs.InvokeAsync(() => dialogs.FindAll("button").Single(button => button.TextContent.Trim() == words).Click());
}

using Bunit;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Engine.Sleeping.Gpu;
using SleepTime.Web.Components.Pages.Queue;

namespace SleepTime.Tests.Components.Queue;

public sealed class SleepSettingsDialogTests : PageTest
{
    [Fact]
    public async Task Save_EffortAndSamples_AreThePolicyFromThenOn()
    {
        var dialogs = await OpenAsync();

        await dialogs.InvokeAsync(() => dialogs.FindAll(".st-segments input")[0].Change("on"));
        Assert.Equal(["1", "2", "5", "10"], Samples(dialogs).Select(label => label.TextContent.Trim()));
        await dialogs.InvokeAsync(() => Samples(dialogs)[2].QuerySelector("input")!.Change("on"));
        await SaveAsync(dialogs);

        dialogs.WaitForAssertion(() => Assert.Equal(5, Engine.Get<SleepPolicyStore>().Current.Samples));
        Assert.Equal(SleepEffort.Low, Engine.Get<SleepPolicyStore>().Current.Effort);
        dialogs.WaitForAssertion(() => Assert.Empty(dialogs.FindAll(".settings")));
    }

    [Fact]
    public async Task Save_OutOfRange_SaysSoAtTheFieldAndStaysOpen()
    {
        var before = Engine.Get<SleepPolicyStore>().Current;
        var dialogs = await OpenAsync();

        await ChangeAsync(dialogs, "Tokens a day", "0");
        await SaveAsync(dialogs);

        dialogs.WaitForAssertion(() => Assert.Contains("The tokens for a day must be 1 or more", dialogs.Markup, StringComparison.Ordinal));
        Assert.Contains("Nothing was saved yet", dialogs.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal(before, Engine.Get<SleepPolicyStore>().Current);
    }

    [Fact]
    public async Task Save_SomebodyElseSavedMeanwhile_SaysSoAndSavesOnlyWhenToldAgain()
    {
        var policies = Engine.Get<SleepPolicyStore>();
        var dialogs = await OpenAsync();
        await policies.SaveAsync(policies.Current with { Samples = 2 }, CancellationToken.None);

        await ChangeAsync(dialogs, "Tokens a day", "5000");
        await SaveAsync(dialogs);
        dialogs.WaitForAssertion(() => Assert.Contains("Somebody changed the settings for sleep meanwhile", dialogs.Markup, StringComparison.Ordinal));
        Assert.Equal((2, null), (policies.Current.Samples, policies.Current.TokensPerDay));

        await SaveAsync(dialogs);
        dialogs.WaitForAssertion(() => Assert.Empty(dialogs.FindAll(".settings")));
        Assert.Equal(5000, policies.Current.TokensPerDay);
    }

    [Fact]
    public async Task Cancel_Changed_AsksBeforeItIsLost()
    {
        var dialogs = await OpenAsync();
        await ChangeAsync(dialogs, "Tokens a day", "5");

        await PressAsync(dialogs, "Cancel");
        dialogs.WaitForAssertion(() => Assert.Contains("has not been saved", dialogs.Markup, StringComparison.Ordinal));
        Assert.NotEmpty(dialogs.FindAll(".settings"));
        await PressAsync(dialogs, "Discard them");

        dialogs.WaitForAssertion(() => Assert.Empty(dialogs.FindAll(".settings")));
        Assert.Null(Engine.Get<SleepPolicyStore>().Current.TokensPerDay);
    }

    [Fact]
    public async Task Open_ANumberOfRunsThatIsNotOffered_StaysToChoose()
    {
        await Engine.Get<SleepPolicyStore>().SaveAsync(new SleepPolicy { Samples = 3 }, CancellationToken.None);

        var dialogs = await OpenAsync();

        Assert.Equal(["1", "2", "3", "5", "10"], Samples(dialogs).Select(label => label.TextContent.Trim()));
        Assert.True(Samples(dialogs)[2].QuerySelector("input")!.HasAttribute("checked"));
    }

    [Fact]
    public async Task Open_NobodyReadsTheGpu_SaysSoHere()
    {
        Engine.Gpu.Reading = new([], NvmlGpuReader.NoDriver);
        var dialogs = await OpenAsync();

        Assert.Contains("No driver of a GPU tells who uses it", dialogs.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancel_Unchanged_ClosesAtOnce()
    {
        var dialogs = await OpenAsync();

        await PressAsync(dialogs, "Cancel");

        dialogs.WaitForAssertion(() => Assert.Empty(dialogs.FindAll(".settings")));
    }

    private static List<AngleSharp.Dom.IElement> Samples(IRenderedComponent<MudDialogProvider> dialogs) =>
        [.. dialogs.FindAll("fieldset").Single(found => found.QuerySelector("legend")?.TextContent == "Runs side by side").QuerySelectorAll("label")];

    private async Task<IRenderedComponent<MudDialogProvider>> OpenAsync()
    {
        var dialogs = Dialogs;
        await dialogs.InvokeAsync(() => SleepSettingsDialog.ShowAsync(Services.GetRequiredService<IDialogService>()));
        dialogs.WaitForElement(".settings");
        return dialogs;
    }

    private static Task ChangeAsync(IRenderedComponent<MudDialogProvider> dialogs, string label, string value)
    {
        var id = dialogs.FindAll("label").First(found => found.TextContent.Trim() == label).GetAttribute("for");
        return dialogs.InvokeAsync(() => dialogs.Find($"[id='{id}']").Change(value));
    }

    private static Task SaveAsync(IRenderedComponent<MudDialogProvider> dialogs) => PressAsync(dialogs, "Save");

    private static Task PressAsync(IRenderedComponent<MudDialogProvider> dialogs, string words) =>
        dialogs.InvokeAsync(() => dialogs.FindAll("button").Single(button => button.TextContent.Trim() == words).Click());
}

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
        await ChangeAsync(dialogs, "Runs side by side", "3");
        await SaveAsync(dialogs);

        dialogs.WaitForAssertion(() => Assert.Equal(3, Engine.Get<SleepPolicyStore>().Current.Samples));
        Assert.Equal(SleepEffort.Low, Engine.Get<SleepPolicyStore>().Current.Effort);
        dialogs.WaitForAssertion(() => Assert.Empty(dialogs.FindAll(".settings")));
    }

    [Fact]
    public async Task Save_OutOfRange_SaysSoAtTheFieldAndStaysOpen()
    {
        var before = Engine.Get<SleepPolicyStore>().Current;
        var dialogs = await OpenAsync();

        await ChangeAsync(dialogs, "Runs side by side", "11");
        await SaveAsync(dialogs);

        dialogs.WaitForAssertion(() => Assert.Contains("Runs side by side are 11; choose 1, 2, 5 or 10, or any number between.", dialogs.Markup, StringComparison.Ordinal));
        Assert.Contains("Nothing was saved yet", dialogs.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal(before, Engine.Get<SleepPolicyStore>().Current);
    }

    [Fact]
    public async Task Cancel_Changed_AsksBeforeItIsLost()
    {
        var dialogs = await OpenAsync();
        await ChangeAsync(dialogs, "Runs side by side", "3");

        await PressAsync(dialogs, "Cancel");
        dialogs.WaitForAssertion(() => Assert.Contains("has not been saved", dialogs.Markup, StringComparison.Ordinal));
        Assert.NotEmpty(dialogs.FindAll(".settings"));
        await PressAsync(dialogs, "Discard them");

        dialogs.WaitForAssertion(() => Assert.Empty(dialogs.FindAll(".settings")));
        Assert.Equal(1, Engine.Get<SleepPolicyStore>().Current.Samples);
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

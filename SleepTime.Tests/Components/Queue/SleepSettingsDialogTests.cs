using Bunit;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gating;
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

        dialogs.WaitForAssertion(() => Assert.Contains("samples is 11; choose 1 to 10 runs side by side.", dialogs.Markup, StringComparison.Ordinal));
        Assert.Contains("Nothing was saved yet", dialogs.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal(before, Engine.Get<SleepPolicyStore>().Current);
    }

    private async Task<IRenderedComponent<MudDialogProvider>> OpenAsync()
    {
        var dialogs = Dialogs;
        await dialogs.InvokeAsync(() => Services.GetRequiredService<IDialogService>().ShowAsync<SleepSettingsDialog>("Sleep settings"));
        dialogs.WaitForElement(".settings");
        return dialogs;
    }

    private static Task ChangeAsync(IRenderedComponent<MudDialogProvider> dialogs, string label, string value)
    {
        var id = dialogs.FindAll("label").First(found => found.TextContent.Trim() == label).GetAttribute("for");
        return dialogs.InvokeAsync(() => dialogs.Find($"[id='{id}']").Change(value));
    }

    private static Task SaveAsync(IRenderedComponent<MudDialogProvider> dialogs) =>
        dialogs.InvokeAsync(() => dialogs.FindAll("button").Single(button => button.TextContent.Trim() == "Save").Click());
}

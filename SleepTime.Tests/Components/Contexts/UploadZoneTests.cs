using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.ModelHosting;
using SleepTime.Tests.Support;
using SleepTime.Web.Components.Pages.Contexts;

namespace SleepTime.Tests.Components.Contexts;

public sealed class UploadZoneTests : PageTest
{
    [Fact]
    public void Render_Always_OffersTheAcceptedTypesAndFolders()
    {
        var zone = RenderZone();

        var accepted = zone.Find(".choose-files").GetAttribute("accept")!.Split(',');
        Assert.Subset(accepted.ToHashSet(), new HashSet<string> { ".txt", ".md", ".html", ".pdf", ".docx", ".csv", ".json", ".cs", ".py" });
        Assert.True(zone.Find(".choose-folder").HasAttribute("webkitdirectory"));
    }

    [Fact]
    public async Task OnChosen_ManyFiles_ShowsTenAndSaysHowManyMore()
    {
        var zone = RenderZone();

        await zone.InvokeAsync(() => zone.Instance.OnChosen([.. Enumerable.Range(1, 30).Select(id => new ChosenFile(id, $"{id}.txt", 10, null))]));

        Assert.Equal(10, zone.FindAll(".file").Count);
        Assert.Contains("20 more files in the row", zone.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OnFinished_ServerAway_OffersToTryAgain()
    {
        var zone = RenderZone();
        await zone.InvokeAsync(() => zone.Instance.OnChosen([new(1, "a.txt", 10, null)]));
        await zone.InvokeAsync(() => zone.Instance.OnProgress(1, 50));
        Assert.Contains("Sending, 50 %", zone.Find(".file").TextContent, StringComparison.Ordinal);

        await zone.InvokeAsync(() => zone.Instance.OnFinished(1, 0, ""));

        Assert.Contains("could not be reached", zone.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Contains(zone.FindAll("button"), button => button.GetAttribute("aria-label") == "Try again: a.txt");
    }

    [Fact]
    public async Task OnFinished_Taken_LeavesTheList()
    {
        var zone = RenderZone();
        await zone.InvokeAsync(() => zone.Instance.OnChosen([new(1, "a.txt", 10, null)]));

        await zone.InvokeAsync(() => zone.Instance.OnFinished(1, 202, "{}"));

        Assert.Empty(zone.FindAll(".file"));
    }

    [Fact]
    public async Task OnFound_RefusedWhileAnotherPageWasOpen_IsListedWithItsReason()
    {
        var zone = RenderZone();

        await zone.InvokeAsync(() => zone.Instance.OnFound([new(7, "a.txt", 10, null, 100, 503, """{"detail":"Too many files wait."}""")]));

        Assert.Equal("Too many files wait.", zone.Find("[role=alert]").TextContent);
        await zone.InvokeAsync(() => zone.FindAll("button").Single(button => button.GetAttribute("aria-label") == "Remove from the list: a.txt").Click());
        zone.WaitForAssertion(() => Assert.Empty(zone.FindAll(".file")));
    }

    [Fact]
    public async Task Dispose_BeforeTheScriptHasArrived_AttachesNothing()
    {
        var arrives = new TaskCompletionSource();
        var script = new PendingScript { Waits = name => name == "import" ? arrives.Task : null };
        Services.AddSingleton<IJSRuntime>(script);
        RenderZone();

        await DisposeComponentsAsync();
        arrives.SetResult();
        await SleepTimeApp.WaitAsync("the script to be given back", () => Task.FromResult(script.IsDisposed));

        Assert.DoesNotContain(script.Calls, call => call.Name == "attach");
    }

    private IRenderedComponent<UploadZone> RenderZone() =>
        Render<UploadZone>(zone => zone.Add(parameters => parameters.Limits, new UploadOptions()).Add(parameters => parameters.Model, Engine.Get<ModelHost>().Status));
}

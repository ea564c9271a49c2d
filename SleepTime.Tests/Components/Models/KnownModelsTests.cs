using Bunit;
using SleepTime.Engine.ModelHosting;
using SleepTime.Tests.Support;
using SleepTime.Web.Components.Pages.Models;

namespace SleepTime.Tests.Components.Models;

public sealed class KnownModelsTests : PageTest
{
    private const string Reference = "Qwen/Qwen3-4B-GGUF:Q4_K_M";

    [Fact]
    public void Render_APresetOfTheHub_TellsAllOfItsSettings()
    {
        var cells = Row(Table(), "qwen3-4b").QuerySelectorAll("td").Take(7).Select(cell => cell.FirstElementChild?.TextContent.Trim() ?? cell.TextContent.Trim());

        Assert.Equal(["instruct", "chatml-no-think", "8,192 of 32,768", "sleep at 0.7", "F16", "Apache 2.0", "Not here yet"], cells);
        Assert.Contains($"{Reference}, 2.5 GB", Row(Table(), "qwen3-4b").TextContent, StringComparison.Ordinal);
        Assert.Contains("greedy", Row(Table(), "llama-3.2-1b-instruct").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Download_APresetWhoseFileIsNotHere_ListsItAndSaysSo()
    {
        var table = Table();

        table.Find("[aria-label='Download: qwen3-4b']").Click();

        table.WaitForAssertion(() => Assert.Contains("Waits", Row(table, "qwen3-4b").TextContent, StringComparison.Ordinal));
        Assert.Empty(table.FindAll("[aria-label='Download: qwen3-4b']"));
        Assert.Contains(Reference, Render<DownloadsPanel>().Find(".download").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_APresetWhoseFileIsInTheHubsCache_CanBeLoaded()
    {
        HubFiles.Put(HubPath, "Qwen/Qwen3-4B-GGUF", "Qwen3-4B-Q4_K_M.gguf", "GGUF"u8.ToArray());

        var table = Table();

        Assert.Contains("There", Row(table, "qwen3-4b").TextContent, StringComparison.Ordinal);
        Assert.NotNull(table.Find("[aria-label='Load: qwen3-4b']"));
        Assert.Empty(table.FindAll("[aria-label='Download: qwen3-4b']"));
    }

    [Fact]
    public void Render_DownloadsForbidden_OffersNone()
    {
        Hub.AllowDownloads = false;

        Assert.Empty(Table().FindAll("[aria-label^='Download: ']"));
    }

    [Fact]
    public void Load_ItCannotBeStored_SaysSoOnThePage()
    {
        Engine.Get<ModelHost>().SetFailed("The file is broken.");
        var table = Table();
        BreakDatabase();

        table.Find("[aria-label='Load again: sleeptime-tiny']").Click();

        table.WaitForAssertion(() => Assert.StartsWith("The model could not be chosen (", table.Find("[role=alert]").TextContent.Trim(), StringComparison.Ordinal));
    }

    private IRenderedComponent<KnownModels> Table() => Render<KnownModels>(parameters => parameters.Add(table => table.Status, Engine.Get<ModelHost>().Status));

    private static AngleSharp.Dom.IElement Row(IRenderedComponent<KnownModels> table, string id) =>
        table.FindAll("tbody tr").Single(row => row.QuerySelector("th")!.TextContent.Trim().StartsWith(id, StringComparison.Ordinal));
}

using Bunit;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.RemoteEngines;
using SleepTime.Tests.Support;
using SleepTime.Web.Components.Pages.Models;

namespace SleepTime.Tests.Components.Models;

public sealed class ModelPageTests : PageTest
{
    [Fact]
    public void Render_Ready_TellsTheLoadedModelAndTheKnownOnes()
    {
        var page = Render<ModelPage>();

        Assert.Contains("fake@000000000000", page.Markup, StringComparison.Ordinal);
        var rows = page.FindAll("tbody tr");
        Assert.Contains("sleeptime-tiny", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("Loaded", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("To be named", rows[1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Look_AFileThatCanBeLoaded_TellsFactsAndTheSetting()
    {
        var page = Look("models/sleeptime-tiny.gguf");

        page.WaitForAssertion(() => Assert.Contains("Can be loaded", page.Find(".verdict").TextContent, StringComparison.Ordinal), SleepTimeApp.Patience);
        Assert.Contains("mostly Q8_0", page.Markup, StringComparison.Ordinal);
        Assert.Contains("--SleepTime:Model:Path=", page.Find(".start code").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Look_NoSuchFile_SaysWhatToDo()
    {
        var page = Look("models/absent.gguf");

        page.WaitForAssertion(() => Assert.Contains("check the path", page.Find(".problem").TextContent, StringComparison.Ordinal), SleepTimeApp.Patience);
        Assert.Contains("Cannot be loaded", page.Find(".verdict").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".start"));
    }

    [Fact]
    public void Render_Remote_TellsTheEnginesInThePlaceOfFiles()
    {
        Engine.Get<ModelHost>().SetEndpoints(
        [
            new("http://gpu-1:8000/v1", "some-7b", RemoteEndpointState.Ready, null, RemoteKind.Vllm, 8, TakesPriority: true, Load: 3),
            new("https://cloud.example/v1", "some-7b-it", RemoteEndpointState.Failing, "It refuses the key.", RemoteKind.Auto, 4, TakesPriority: false, Load: null),
        ]);

        var page = Render<ModelPage>();

        var rows = page.FindAll("tbody tr").Select(row => string.Join('|', row.Children.Select(cell => cell.TextContent.Trim()))).ToList();
        Assert.Equal(["http://gpu-1:8000/v1|Ready|vLLM, by priority|some-7b|8|3 requests", "https://cloud.example/v1It refuses the key.|Failing|—|some-7b-it|4|not told"], rows);
        Assert.DoesNotContain("Models known by name", page.Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<InspectPanel> Look(string path)
    {
        var page = Render<InspectPanel>();
        page.Find("input").Input(path);
        page.Find("form").Submit();
        return page;
    }
}

using Bunit;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.RemoteEngines;
using SleepTime.Engine.Runtimes;
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
        Assert.Contains("Not here yet", rows[1].TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(7, 7, null, "all 7 layers on CUDA0, some 2 MB")]
    [InlineData(3, 7, "3 of 7 layers fit.", "3 of 7 layers on CUDA0, some 2 MB")]
    [InlineData(0, 7, "Too little for any.", "none of 7 layers")]
    public void Render_WithAGpu_TellsWhatIsOnIt(int layers, int of, string? remark, string words)
    {
        var host = Engine.Get<ModelHost>();
        host.SetRuntime(new("llama.cpp", "0.5", [new("CUDA0", "a GPU", 8_000_000_000, 9_000_000_000, DeviceKind.Gpu)]));
        host.SetReady(host.Require() with { Offload = new(layers, of, layers == 0 ? [] : ["CUDA0"], layers == 0 ? null : 2_000_000, 8_000_000_000, remark) });

        var page = Render<ModelPage>();

        var facts = page.FindAll(".model-facts div").ToDictionary(fact => fact.Children[0].TextContent, fact => fact.Children[1].TextContent);
        Assert.Equal(words, facts["On a GPU"]);
        Assert.EndsWith("free before the model was loaded", facts["CUDA0"], StringComparison.Ordinal);
        Assert.Equal(remark, page.FindAll(".mud-alert").SingleOrDefault()?.TextContent.Trim());
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
    public void LookAndLoad_TheSameFileAgain_LooksAgainAndBringsItIntoView()
    {
        Directory.CreateDirectory(ModelsPath);
        var file = Path.Combine(ModelsPath, "m.gguf");
        File.WriteAllText(file, "GGUF");
        var page = Render<ModelPage>();

        page.Find("[aria-label='Look and load: m.gguf']").Click();
        page.WaitForAssertion(() => Assert.Single(JSInterop.Invocations["reveal"]), SleepTimeApp.Patience);
        Assert.Contains("ends within its header", page.Find(".verdict").TextContent, StringComparison.Ordinal);
        page.Find(".inspect input").Input("models/absent.gguf");
        page.Find(".inspect").Submit();
        page.WaitForAssertion(() => Assert.Contains("check the path", page.Find(".verdict").TextContent, StringComparison.Ordinal), SleepTimeApp.Patience);

        page.Find("[aria-label='Look and load: m.gguf']").Click();

        page.WaitForAssertion(() => Assert.Equal(2, JSInterop.Invocations["reveal"].Count), SleepTimeApp.Patience);
        Assert.Contains("ends within its header", page.Find(".verdict").TextContent, StringComparison.Ordinal);
        Assert.Equal(file, page.Find(".inspect input").GetAttribute("value"));
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

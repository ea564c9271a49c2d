using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.ModelHosting.Downloads;
using SleepTime.Engine.Runtimes;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.ModelHosting;

public sealed class ModelFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private ModelFiles Files => new(new HubCache(_folder.Path), _folder.File("models"));

    [Fact]
    public void Locate_APresetWhoseFileWasFetched_NamesItAndKeepsAllElse()
    {
        var path = HubFiles.Put(_folder.Path, "Qwen/Qwen3-4B-GGUF", "Qwen3-4B-Q4_K_M.gguf", [1]);
        var options = new ModelOptions { Preset = "qwen3-4b", ContextLength = 4_096, Threads = 3 };

        var located = Files.Locate(options);

        Assert.Equal(("qwen3-4b", path, 4_096, 3), (located.Preset, located.Path, located.ContextLength, located.Threads));
        Assert.Equal("qwen3-4b", ModelPresets.Resolve(located).Id);
    }

    [Fact]
    public void Locate_NotFetchedOrNamed_LeavesTheSettings()
    {
        var (absent, named) = (new ModelOptions { Preset = "qwen3-4b" }, new ModelOptions { Preset = "qwen3-4b", Path = "/models/own.gguf" });

        Assert.Same(absent, Files.Locate(absent));
        Assert.Same(named, Files.Locate(named));
    }

    [Fact]
    public void Require_NotFetched_SaysWhereToGetIt()
    {
        var refused = Assert.Throws<ModelLoadException>(() => ModelFiles.Require(ModelPresets.Resolve(new ModelOptions { Preset = "qwen3-4b" })));

        Assert.Equal("The file of qwen3-4b is not on this machine: download Qwen/Qwen3-4B-GGUF:Q4_K_M on the Model page, then load it there, or name a GGUF file with SleepTime:Model:Path.", refused.Message);
    }

    public void Dispose() => _folder.Dispose();
}

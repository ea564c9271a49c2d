using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.ModelHosting.Downloads;
using SleepTime.Engine.ModelHosting.Prompts;

namespace SleepTime.Tests.ModelHosting;

public sealed class ModelOptionsTests
{
    [Fact]
    public void Resolve_NoSettings_IsTheEmbeddedModel()
    {
        var preset = ModelPresets.Resolve(Options());

        Assert.Equal(("sleeptime-tiny", "tiny", "chatml"), (preset.Id, preset.Profile, preset.ChatTemplate));
        Assert.Contains("short number stories", preset.Remark);
    }

    [Fact]
    public void Resolve_PresetAndPath_IsEnoughForARealModel()
    {
        var preset = ModelPresets.Resolve(Options(("Preset", "mistral-7b-instruct-v0.1"), ("Path", "/models/mistral.gguf")));

        Assert.Equal(("/models/mistral.gguf", "instruct", "mistral"), (preset.Path, preset.Profile, preset.ChatTemplate));
    }

    [Fact]
    public void Resolve_PathAlone_LeavesTheTemplateToTheFile()
    {
        var preset = ModelPresets.Resolve(Options(("Path", "/models/some-7b.gguf")));

        Assert.Equal(("some-7b", "instruct", ""), (preset.Id, preset.Profile, preset.ChatTemplate));
    }

    [Fact]
    public void Resolve_PathOverTheSettingsAsShipped_IsThatModelAndNotTheEmbeddedOne()
    {
        var configuration = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"))
            .AddInMemoryCollection([KeyValuePair.Create("SleepTime:Model:Path", (string?)"/models/some-7b.gguf")]).Build();

        var preset = ModelPresets.Resolve(Options(configuration));

        Assert.Equal(("some-7b", "instruct", "", null), (preset.Id, preset.Profile, preset.ChatTemplate, preset.Remark));
    }

    [Fact]
    public void Resolve_OwnName_TakesPathAndTemplateFromTheSettings()
    {
        var preset = ModelPresets.Resolve(Options(("Preset", "our-model"), ("Path", "our.gguf"), ("ChatTemplate", "llama3"), ("ContextLength", "4096")));

        Assert.Equal(("our-model", "our.gguf", "instruct", "llama3", 4096), (preset.Id, preset.Path, preset.Profile, preset.ChatTemplate, preset.ContextLength));
    }

    [Theory]
    [InlineData("")]
    [InlineData("sleeptime-tiny")]
    public void Resolve_OtherFileProfileAndTemplate_IsNamedAfterTheFileAndSaysNothingOfThePreset(string name)
    {
        var preset = ModelPresets.Resolve(Options(("Preset", name), ("Path", "/models/some-7b.Q4_K_M.gguf"), ("Profile", "instruct"), ("ChatTemplate", "mistral")));

        Assert.Equal(("some-7b.Q4_K_M", "instruct", "mistral"), (preset.Id, preset.Profile, preset.ChatTemplate));
        Assert.Null(preset.Remark);
    }

    [Fact]
    public void Resolve_OtherFileOnly_IsTheSameModelMadeAnew()
    {
        var preset = ModelPresets.Resolve(Options(("Preset", "sleeptime-tiny"), ("Path", "/models/retrained.gguf")));

        Assert.Equal(("sleeptime-tiny", "/models/retrained.gguf", "tiny"), (preset.Id, preset.Path, preset.Profile));
        Assert.NotNull(preset.Remark);
    }

    [Fact]
    public void Resolve_APresetOfTheHub_NeedsNoPathAndKeepsItsName()
    {
        var preset = ModelPresets.Resolve(Options(("Preset", "qwen3-1.7b")));
        var otherwise = ModelPresets.Resolve(Options(("Preset", "qwen3-1.7b"), ("Profile", "tiny")));

        Assert.Equal(("qwen3-1.7b", "", "unsloth/Qwen3-1.7B-GGUF:Q4_K_M", 0.7f), (preset.Id, preset.Path, preset.Hub, preset.SleepTemperature));
        Assert.Equal(("qwen3-1.7b", "unsloth/Qwen3-1.7B-GGUF:Q4_K_M", null), (otherwise.Id, otherwise.Hub, otherwise.Remark));
    }

    [Fact]
    public void BuiltIn_EveryPreset_IsComplete()
    {
        Assert.All(ModelPresets.BuiltIn, preset =>
        {
            Assert.Contains(preset.Profile, PromptProfile.Names);
            Assert.NotNull(ChatTemplates.Find(preset.ChatTemplate));
            Assert.True(preset.ContextLength is 0 or >= 8_192);
            Assert.NotNull(preset.Licence);
            Assert.True(preset.Path.Length > 0 || (HubReference.Parse(preset.Hub).ToString() == preset.Hub && preset.HubBytes > 100_000_000));
        });
        Assert.Equal(ModelPresets.BuiltIn.Count, ModelPresets.BuiltIn.Select(preset => preset.Id).Distinct().Count());
    }

    [Theory]
    [InlineData("Preset", "unheard-of", "SleepTime:Model:Path")]
    [InlineData("Profile", "poet", "SleepTime:Model:Profile")]
    [InlineData("ChatTemplate", "morse", "SleepTime:Model:ChatTemplate")]
    [InlineData("ContextLength", "12", "SleepTime:Model:ContextLength")]
    [InlineData("GpuLayers", "-2", "SleepTime:Model:GpuLayers")]
    [InlineData("MainGpu", "16", "SleepTime:Model:MainGpu")]
    [InlineData("SplitMode", "9", "SleepTime:Model:SplitMode is 9; there are None, Layer")]
    [InlineData("TensorSplit:0", "-1", "SleepTime:Model:TensorSplit")]
    [InlineData("TensorSplit:0", "0", "SleepTime:Model:TensorSplit")]
    [InlineData("Threads", "-1", "SleepTime:Model:Threads")]
    public void Options_WrongValue_IsRefusedByItsKey(string key, string value, string named)
    {
        var invalid = Assert.Throws<OptionsValidationException>(() => Options((key, value)));

        Assert.Contains(named, invalid.Message);
    }

    private static ModelOptions Options(params (string Key, string Value)[] settings) => Options(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"SleepTime:Model:{setting.Key}", (string?)setting.Value))).Build());

    private static ModelOptions Options(IConfiguration configuration)
    {
        using var services = new ServiceCollection().AddModelHosting(configuration).BuildServiceProvider();
        return services.GetRequiredService<IOptions<ModelOptions>>().Value;
    }
}

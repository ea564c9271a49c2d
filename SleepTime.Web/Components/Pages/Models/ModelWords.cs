using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.ModelHosting.Inspection;
using SleepTime.Engine.ModelHosting.Offload;
using SleepTime.Engine.Runtimes;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Models;

/// <summary>Models in words.</summary>
internal static class ModelWords
{
    /// <summary>"5.6 million", "7.2 billion".</summary>
    public static string Parameters(long? count) => count switch
    {
        null => NumberWords.Unknown,
        >= 1_000_000_000 => $"{count / 1e9:0.#} billion",
        >= 1_000_000 => $"{count / 1e6:0.#} million",
        _ => NumberWords.Count(count),
    };

    /// <summary>What a runtime tells of a device: LLamaSharp its name only.</summary>
    public static string Device(RuntimeDevice device) => device switch
    {
        { TotalBytes: 0, Description: "" } => NumberWords.Unknown,
        { TotalBytes: 0 } => device.Description,
        _ => $"{device.Description}, {SizeWords.Of(device.FreeBytes)} of {SizeWords.Of(device.TotalBytes)} free{(device.Kind == DeviceKind.Gpu ? " before the model was loaded" : "")}",
    };

    /// <summary>"all 25 layers on CUDA0, some 1.2 GiB"; where there is no GPU at all there is nothing to say of layers.</summary>
    public static string Offload(OffloadPlan plan)
    {
        if (!plan.UsesGpu)
            return plan.LayerCount is { } all ? $"none of {NumberWords.Of(all, "layer")}" : "nothing";
        var layers = plan switch
        {
            { LayerCount: null } => plan.IsWhole ? "all layers" : NumberWords.Of(plan.GpuLayers, "layer"),
            { IsWhole: true } => $"all {NumberWords.Of(plan.LayerCount.Value, "layer")}",
            _ => $"{NumberWords.Count(plan.GpuLayers)} of {NumberWords.Of(plan.LayerCount.Value, "layer")}",
        };
        return $"{layers} on {string.Join(", ", plan.Devices)}" + (plan.EstimatedBytes is { } bytes ? $", some {SizeWords.Of(bytes)}" : "");
    }

    /// <summary>In tokens; where there are fewer cells than the model could use, both.</summary>
    public static string ContextLength(ModelPreset preset, GenerationOptions generation) => preset.ContextLength switch
    {
        0 => "as trained",
        var length when length > generation.CellCount => $"{NumberWords.Count(generation.CellCount)} of {NumberWords.Count(length)}",
        var length => NumberWords.Count(length),
    };

    public static string Template(ModelPreset preset) => preset.ChatTemplate.Length == 0 ? "the file's own" : preset.ChatTemplate;

    /// <summary>How sleep is sampled; answers are greedy unless somebody asks otherwise.</summary>
    public static string Sampling(ModelPreset preset) => preset.SleepTemperature == 0 ? "greedy" : $"sleep at {preset.SleepTemperature:0.0#}";

    public static string FileOf(KnownModel model, ModelStatus status) => (model.IsChosen, status.State) switch
    {
        (true, ModelState.Ready) => "Loaded",
        (true, ModelState.Loading) => "Loading",
        (true, _) => "Not loaded",
        _ => model.IsThere ? "There" : model.FilePath is not null ? "Missing" : model.Preset.Hub is null ? "To be named" : "Not here yet",
    };

    /// <summary>Whether there is anything to load: not what is loaded, or on its way.</summary>
    public static bool CanBeLoaded(KnownModel model, ModelStatus status) => model.IsThere && status.State != ModelState.Loading && !(model.IsChosen && status.State == ModelState.Ready);

    public static Tone ToneOf(KnownModel model, ModelStatus status) => (model.IsChosen, status.State) switch
    {
        (true, ModelState.Ready) => Tone.Good,
        (true, ModelState.Loading) => Tone.Busy,
        (true, _) => Tone.Bad,
        _ => Tone.Quiet,
    };

    /// <summary>The setting that starts the server with a file.</summary>
    public static string Command(ModelInspection model) =>
        Command(model.Path) + (model.ChatTemplate is null ? " --SleepTime:Model:ChatTemplate=" : "");

    public static string Command(string path) => $"--SleepTime:Model:Path={(path.Contains(' ', StringComparison.Ordinal) ? $"\"{path}\"" : path)}";
}

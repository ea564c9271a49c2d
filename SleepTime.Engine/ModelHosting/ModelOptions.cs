using SleepTime.Engine.Runtimes;

namespace SleepTime.Engine.ModelHosting;

/// <summary>Which model to host and how; section <c>SleepTime:Model</c>.</summary>
public sealed class ModelOptions
{
    public const string Section = "SleepTime:Model";

    /// <summary>
    /// Name of a built-in preset, such as "sleeptime-tiny" (the default) or "qwen3-1.7b"; the Model page lists them. Their files are
    /// taken from the hub's cache on this machine. Any other name needs <see cref="Path"/>.
    /// </summary>
    public string? Preset { get; set; }

    /// <summary>GGUF file instead of the preset's; a relative path starts at the application's folder.</summary>
    public string? Path { get; set; }

    /// <summary>Prompt texts instead of the preset's: "tiny" or "instruct". Default without a built-in preset: "instruct".</summary>
    public string? Profile { get; set; }

    /// <summary>
    /// Chat template instead of the preset's: "chatml", "chatml-no-think", "mistral", "mistral-v7", "llama2", "llama3", "gemma", "phi3", "phi4-mini" or "phi4".
    /// Default without a built-in preset: told from the one in the file.
    /// </summary>
    public string? ChatTemplate { get; set; }

    /// <summary>Most tokens of prompt and answer together, instead of the preset's. 256 to 1,048,576.</summary>
    [SettingRange("SleepTime:Model:ContextLength", 256, 1_048_576)]
    public int? ContextLength { get; set; }

    /// <summary>Layers put on GPUs, the output counting as one: -1 for all, 0 for none, at most 10,000. Default: as many as fit.</summary>
    [SettingRange("SleepTime:Model:GpuLayers", -1, 10_000)]
    public int? GpuLayers { get; set; }

    /// <summary>How several GPUs share the model: "Layer" (the default), or "None" for <see cref="MainGpu"/> alone.</summary>
    public SplitMode SplitMode { get; set; } = SplitMode.Layer;

    /// <summary>The GPU that takes all with "None", 0 to 15. Default: 0, the first.</summary>
    [SettingRange("SleepTime:Model:MainGpu", 0, 15)]
    public int MainGpu { get; set; }

    /// <summary>A share for each GPU, 0 or more in any unit. Default: none, which goes by their free memory.</summary>
    public float[] TensorSplit { get; set; } = [];

    /// <summary>Compute threads, 0 to 512; 0 chooses by the processor's share given to this process. Default: 0.</summary>
    [SettingRange("SleepTime:Model:Threads", 0, 512)]
    public int Threads { get; set; }
}

namespace SleepTime.Engine.ModelHosting;

/// <summary>A model by name: its file and how to speak to it.</summary>
public sealed record ModelPreset
{
    /// <summary>Short name used in settings and reports.</summary>
    public required string Id { get; init; }

    /// <summary>How keys and values are kept: the engine knows no other way.</summary>
    public const string KvType = "F16";

    /// <summary>GGUF file; relative paths start at the application's folder. Empty where nothing names one.</summary>
    public required string Path { get; init; }

    /// <summary>Where the hub has the file, such as "org/repo:Q4_K_M"; null where it has none.</summary>
    public string? Hub { get; init; }

    /// <summary>Size of the file at the hub, rounded; null without one.</summary>
    public long? HubBytes { get; init; }

    /// <summary>Such as "Apache 2.0"; null when it is not known.</summary>
    public string? Licence { get; init; }

    /// <summary>Folder of prompt texts: "tiny" or "instruct".</summary>
    public required string Profile { get; init; }

    /// <summary>Name of the chat template, such as "chatml"; empty to go by the one in the file.</summary>
    public required string ChatTemplate { get; init; }

    /// <summary>Most tokens of prompt and answer together; 0 takes what the model was trained on.</summary>
    public int ContextLength { get; init; }

    /// <summary>Default temperature for sleep passes; answers are greedy unless asked otherwise.</summary>
    public float SleepTemperature { get; init; }

    /// <summary>What it is and is not good for, in a sentence shown on the pages.</summary>
    public string? Remark { get; init; }
}

namespace SleepTime.Engine.ModelHosting;

/// <summary>A model by name: its file and how to speak to it.</summary>
public sealed record ModelPreset
{
    /// <summary>Short name used in settings and reports.</summary>
    public required string Id { get; init; }

    /// <summary>GGUF file; relative paths start at the application's folder.</summary>
    public required string Path { get; init; }

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

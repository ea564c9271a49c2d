namespace SleepTime.Engine.RemoteEngines;

/// <summary>
/// Existing engines with an OpenAI-compatible API that generate in the place of a model loaded here; section
/// <c>SleepTime:Remote</c>. Without an endpoint a model is loaded here.
/// </summary>
public sealed class RemoteOptions
{
    public const string Section = "SleepTime:Remote";

    /// <summary>The engines, all with the same model. Default: none.</summary>
    public IReadOnlyList<RemoteEndpointOptions> Endpoints { get; set; } = [];

    /// <summary>What the model is called in notes and reports, so that they stay the model's whatever the engines call it. Default: the first endpoint's name of it.</summary>
    public string? Name { get; set; }

    /// <summary>Prompt texts: "instruct" or "tiny". Default: "instruct".</summary>
    public string Profile { get; set; } = "instruct";

    /// <summary>Most tokens of prompt and answer together, 256 to 1,048,576; less where an engine says that it takes less. Default: 8,192.</summary>
    [SettingRange(Section + ":ContextLength", 256, 1_048_576)]
    public int ContextLength { get; set; } = 8_192;

    /// <summary>How long an engine may take for the first text of an answer before another is asked, in seconds, 1 to 3,600. Default: 300.</summary>
    [SettingRange(Section + ":FirstTokenSeconds", 1, 3_600)]
    public int FirstTokenSeconds { get; set; } = 300;

    /// <summary>How long an answer that has begun may bring nothing before it is given up, in seconds, 1 to 3,600. Default: 60.</summary>
    [SettingRange(Section + ":StallSeconds", 1, 3_600)]
    public int StallSeconds { get; set; } = 60;

    /// <summary>How often an engine that works is asked how it is and how busy, in seconds, 1 to 3,600. Default: 5.</summary>
    [SettingRange(Section + ":ProbeSeconds", 1, 3_600)]
    public int ProbeSeconds { get; set; } = 5;

    /// <summary>Whether anything is remote at all.</summary>
    internal bool IsUsed => Endpoints.Count > 0;
}

/// <summary>One remote engine; section <c>SleepTime:Remote:Endpoints:{number}</c>, from 0.</summary>
public sealed class RemoteEndpointOptions
{
    /// <summary>Address of its API, such as "http://gpu-box:8000/v1"; "/v1" is taken where no path is named.</summary>
    public string Url { get; set; } = "";

    /// <summary>The model as this engine calls it.</summary>
    public string Model { get; set; } = "";

    /// <summary>Sent as a bearer token, and nowhere shown or logged. Default: none.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Most requests sent to it at once, 1 to 256. Of two and more, one is kept for questions. Default: 4.</summary>
    public int MaxConcurrent { get; set; } = 4;

    /// <summary>Which engine it is, for what is its own beside the common API. Default: told from its list of models.</summary>
    public RemoteKind Kind { get; set; }
}

namespace SleepTime.Engine.Generation.Telemetry;

/// <summary>What spans tell; section <c>SleepTime:Telemetry</c>.</summary>
public sealed class TelemetryOptions
{
    public const string Section = "SleepTime:Telemetry";

    /// <summary>Whether spans hold prompts and answers, which are the team's texts. Default: false.</summary>
    public bool IncludeContent { get; set; }
}

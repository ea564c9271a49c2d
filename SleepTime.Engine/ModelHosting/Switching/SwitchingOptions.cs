namespace SleepTime.Engine.ModelHosting.Switching;

/// <summary>Whether and from where people may load another model while the server runs; section <c>SleepTime:Models</c>.</summary>
public sealed class SwitchingOptions
{
    public const string Section = "SleepTime:Models";

    /// <summary>Whether another model may be chosen on the page and over the API. Default: true.</summary>
    public bool Allowed { get; set; } = true;

    /// <summary>Folders, with those in them, that a named file has to lie in; relative ones start at the application's folder. Default empty: anywhere.</summary>
    public IReadOnlyList<string> Folders { get; set; } = [];

    /// <summary>How long answers that are being written may take to end before the model goes, in seconds, 0 to 3,600. Default: 120.</summary>
    [SettingRange("SleepTime:Models:DrainSeconds", 0, 3_600)]
    public int DrainSeconds { get; set; } = 120;

    /// <summary>Largest model file that may be uploaded, in megabytes (1,000,000 bytes), 0 to 10,000,000; 0 turns uploads off. Default: 100,000.</summary>
    [SettingRange("SleepTime:Models:MaxUploadMegabytes", 0, 10_000_000)]
    public int MaxUploadMegabytes { get; set; } = 100_000;

    /// <summary>The model runs on remote engines, which the settings alone name.</summary>
    internal bool IsRemote { get; set; }
}

[Microsoft.Extensions.Options.OptionsValidator]
internal sealed partial class SwitchingOptionsValidator : Microsoft.Extensions.Options.IValidateOptions<SwitchingOptions>;

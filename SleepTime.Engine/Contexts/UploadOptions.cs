using Microsoft.Extensions.Options;

namespace SleepTime.Engine.Contexts;

/// <summary>What may be given as a context; section <c>SleepTime:Upload</c>.</summary>
public sealed class UploadOptions
{
    public const string Section = "SleepTime:Upload";

    /// <summary>Most bytes of one text, as a file or pasted (then as UTF-8). 1,024 to 67,108,864. Default: 1,048,576.</summary>
    [SettingRange("SleepTime:Upload:MaxBytes", 1_024, 67_108_864)]
    public int MaxBytes { get; set; } = 1_048_576;
}

[OptionsValidator]
internal sealed partial class UploadOptionsValidator : IValidateOptions<UploadOptions>;

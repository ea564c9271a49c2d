using Microsoft.Extensions.Options;

namespace SleepTime.Engine.Sharing;

/// <summary>How much may be shared; section <c>SleepTime:Sharing</c>.</summary>
public sealed class SharingOptions
{
    public const string Section = "SleepTime:Sharing";

    /// <summary>Most links in the list. Room for a new one is made by forgetting dead ones, the oldest first. 1 to 100,000. Default: 1,000.</summary>
    [SettingRange("SleepTime:Sharing:MaxShares", 1, 100_000)]
    public int MaxShares { get; set; } = 1_000;

    /// <summary>Most bytes of one frozen picture. 65,536 to 134,217,728. Default: 4,194,304.</summary>
    [SettingRange("SleepTime:Sharing:MaxSnapshotBytes", 65_536, 134_217_728)]
    public int MaxSnapshotBytes { get; set; } = 4_194_304;
}

[OptionsValidator]
internal sealed partial class SharingOptionsValidator : IValidateOptions<SharingOptions>;

using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace SleepTime.Engine.ModelHosting.Downloads;

/// <summary>Where models are fetched from and how; section <c>SleepTime:Hub</c>.</summary>
public sealed class HubOptions
{
    public const string Section = "SleepTime:Hub";

    /// <summary>Address of the hub or of a mirror of it. Default: "https://huggingface.co".</summary>
    [Required(ErrorMessage = "SleepTime:Hub:Endpoint is empty. Name the address of a hub, such as https://huggingface.co, or leave the setting out.")]
    public string Endpoint { get; set; } = "https://huggingface.co";

    /// <summary>Token of an account that may read what is fetched. It goes to the host of <see cref="Endpoint"/> and nowhere else. Default: none.</summary>
    public string? Token { get; set; }

    /// <summary>Asks no hub for anything; only what is in its cache on this machine is found. Default: false.</summary>
    public bool Offline { get; set; }

    /// <summary>Whether people may have models fetched at all. Default: true.</summary>
    public bool AllowDownloads { get; set; } = true;

    /// <summary>Folder of the hub's cache. Default: what HF_HUB_CACHE names, else "hub" in what HF_HOME names, else ".cache/huggingface/hub" in the user's home.</summary>
    public string? CacheDirectory { get; set; }

    /// <summary>Parts of a file fetched side by side, 1 to 16. Default: 4.</summary>
    [SettingRange("SleepTime:Hub:Connections", 1, 16)]
    public int Connections { get; set; } = 4;

    /// <summary>How long a connection may bring no byte before it is dropped and made again, in seconds, 1 to 3,600. Default: 30.</summary>
    [SettingRange("SleepTime:Hub:StallSeconds", 1, 3_600)]
    public int StallSeconds { get; set; } = 30;

    /// <summary>How often in a row something may fail without bringing a byte before it is given up, 1 to 100. Default: 8.</summary>
    [SettingRange("SleepTime:Hub:MaxTries", 1, 100)]
    public int MaxTries { get; set; } = 8;

    /// <summary>Bytes of one request. Long enough that a hub that counts requests is not troubled, short enough that the last ones end together.</summary>
    internal long SegmentBytes { get; set; } = 64L << 20;
}

[OptionsValidator]
internal sealed partial class HubOptionsValidator : IValidateOptions<HubOptions>;

/// <summary>What annotations cannot say. A token that is refused is not repeated: start-up failures are logged.</summary>
internal sealed class HubAddressValidator : IValidateOptions<HubOptions>
{
    public ValidateOptionsResult Validate(string? name, HubOptions options)
    {
        var errors = new List<string>();
        if (!string.IsNullOrWhiteSpace(options.Endpoint) && !(Uri.TryCreate(options.Endpoint, UriKind.Absolute, out var address) && address.Scheme is "https" or "http"))
            errors.Add($"SleepTime:Hub:Endpoint is \"{options.Endpoint}\"; it has to be an address that begins with https:// or http://.");
        if (options.Token?.All(sign => sign is > ' ' and <= '~') == false)
            errors.Add("SleepTime:Hub:Token has spaces or signs that no token has. Copy it again.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}

using System.ComponentModel.DataAnnotations;

namespace SleepTime.Engine.Storage;

/// <summary>Where data is kept; section <c>SleepTime</c>.</summary>
public sealed class StorageOptions
{
    public const string Section = "SleepTime";

    /// <summary>Folder of the database; made when missing. A relative path starts at the content root. Default: "data".</summary>
    [Required(ErrorMessage = "SleepTime:DataDirectory is empty. Name a folder that this process may write to, or leave the setting out.")]
    public string DataDirectory { get; set; } = "data";
}

using System.Text;
using System.Text.RegularExpressions;

namespace SleepTime.Engine.ModelHosting.Uploads;

/// <summary>What an uploaded model may be called: it becomes the name of a file on whatever system this is. Pure.</summary>
internal static partial class ModelUploadName
{
    // What file systems allow.
    private const int MostBytes = 255;

    /// <exception cref="ModelUploadRefusedException">It would be no plain file, or one that is no model.</exception>
    public static string Verify(string? name)
    {
        name = name?.Trim() ?? "";
        if (name.Length == 0)
            throw Refused("The file has no name: say what it is called, as in ?name=some-7b-instruct.Q4_K_M.gguf.");
        if (!name.EndsWith(".gguf", StringComparison.OrdinalIgnoreCase))
            throw Refused($"{Shown(name)} does not end in .gguf: choose a model in GGUF form.");
        if (!Plain().IsMatch(name) || Reserved().IsMatch(name))
            throw Refused($"{Shown(name)} cannot be the name of a model file: use letters, digits, spaces and . _ - + ( ), at most 200, beginning with a letter or a digit.");
        if (Encoding.UTF8.GetByteCount(name) > MostBytes)
            throw Refused($"{Shown(name)} is too long for the name of a file: give it a shorter one.");
        return name;
    }

    private static ModelUploadRefusedException Refused(string sentence) => new(ModelUploadRefusal.Name, sentence);

    private static string Shown(string name) => $"'{(name.Length > 80 ? name[..80] + "…" : name)}'";

    [GeneratedRegex(@"^[\p{L}\p{N}][\p{L}\p{N}\p{M} ._+()-]{0,199}$")]
    private static partial Regex Plain();

    // Devices of Windows, whatever stands behind the dot.
    [GeneratedRegex(@"^(con|prn|aux|nul|com\d|lpt\d)\.", RegexOptions.IgnoreCase)]
    private static partial Regex Reserved();
}

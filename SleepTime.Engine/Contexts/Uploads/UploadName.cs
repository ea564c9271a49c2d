namespace SleepTime.Engine.Contexts.Uploads;

/// <summary>What a file is called on pages. Browsers may send anything, a path with steps upwards included.</summary>
internal static class UploadName
{
    // Marks that turn the direction of writing can make one type look like another.
    private const string DirectionMarks = "\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069";

    /// <summary>The folders that were sent along and the name, divided by slashes; without steps upwards and drives.</summary>
    public static string Clean(string name)
    {
        var shown = string.Concat(name.Select(character => char.IsControl(character) ? ' ' : character).Where(character => !DirectionMarks.Contains(character)));
        var parts = shown.Split('/', '\\').Select(part => part.Trim()).Where(part => part is not ("" or "." or "..") && !part.EndsWith(':'));
        var clean = string.Join('/', parts);
        if (clean.Length == 0)
            return "file";
        if (clean.Length <= Upload.MaxFileNameLength)
            return clean;
        // The end tells the type; never through a character.
        var from = clean.Length - Upload.MaxFileNameLength + 1;
        return "…" + clean[(char.IsLowSurrogate(clean[from]) ? from + 1 : from)..];
    }
}

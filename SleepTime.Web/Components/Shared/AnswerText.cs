namespace SleepTime.Web.Components.Shared;

/// <summary>A reply in its parts: what leads to the answer, and the answer itself.</summary>
/// <param name="Reasoning">Everything before the answer.</param>
/// <param name="Final">What stands behind the last "Answer:"; null while the reply has none.</param>
public sealed record AnswerText(string Reasoning, string? Final)
{
    private const string Marker = "Answer:";

    public static AnswerText Split(string reply)
    {
        var at = reply.LastIndexOf(Marker, StringComparison.Ordinal);
        if (at < 0)
            return new(reply, null);
        var final = reply[(at + Marker.Length)..].Trim();
        return final.Length == 0 ? new(reply[..at], null) : new(reply[..at], final);
    }

    /// <summary>Whether the reply gives the expected answer; null where nothing was expected or there is no answer to judge.</summary>
    public static bool? IsRight(string reply, string? expected)
    {
        if (string.IsNullOrWhiteSpace(expected))
            return null;
        return Split(reply).Final is { } final ? Plain(final) == Plain(expected) : null;
    }

    private static string Plain(string answer)
    {
        var firstLine = answer.AsSpan().Trim();
        var end = firstLine.IndexOfAny('\r', '\n');
        if (end >= 0)
            firstLine = firstLine[..end];
        return firstLine.TrimEnd(" .!").TrimStart("$ ").ToString().Replace(",", "", StringComparison.Ordinal).ToLowerInvariant();
    }
}

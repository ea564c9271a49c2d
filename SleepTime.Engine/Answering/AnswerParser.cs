namespace SleepTime.Engine.Answering;

/// <summary>Finds the answer proper in what a model said. Pure.</summary>
public static class AnswerParser
{
    private const string Marker = "Answer:";

    /// <summary>
    /// What follows the last "Answer:", up to the end of its line, trimmed. Models that work things out aloud name
    /// intermediate results on the way, so the last one counts.
    /// </summary>
    /// <returns>Null when the text has no such marker, or nothing after it (yet).</returns>
    public static string? FinalAnswer(string text)
    {
        var at = text.LastIndexOf(Marker, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return null;
        var rest = text.AsSpan(at + Marker.Length).TrimStart();
        var end = rest.IndexOfAny('\r', '\n');
        var answer = (end < 0 ? rest : rest[..end]).TrimEnd();
        return answer.IsEmpty ? null : answer.ToString();
    }
}

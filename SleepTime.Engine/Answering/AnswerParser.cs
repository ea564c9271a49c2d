namespace SleepTime.Engine.Answering;

/// <summary>Finds the answer proper in what a model said. Pure.</summary>
public static class AnswerParser
{
    private const string Marker = "Answer:";

    /// <summary>
    /// Where the last "Answer:" begins, which parts what leads to the answer from the answer; null when there is none (yet). What a
    /// model thinks between think tags does not count.
    /// </summary>
    public static int? FinalAnswerStart(string text)
    {
        var at = text.LastIndexOf(Marker, StringComparison.OrdinalIgnoreCase);
        return at < 0 || at < ThoughtText.SaidFrom(text) ? null : at;
    }

    /// <summary>
    /// What follows the last "Answer:", up to the end of its line, without the marks of bold or code around it. Models that work things out aloud name
    /// intermediate results on the way, so the last one counts.
    /// </summary>
    /// <returns>Null when the text has no such marker, or nothing after it (yet).</returns>
    public static string? FinalAnswer(string text)
    {
        if (FinalAnswerStart(text) is not { } at)
            return null;
        var rest = text.AsSpan(at + Marker.Length).TrimStart();
        var end = rest.IndexOfAny('\r', '\n');
        var answer = (end < 0 ? rest : rest[..end]).Trim("*`").Trim();
        return answer.IsEmpty ? null : answer.ToString();
    }
}

namespace SleepTime.Engine.Sleeping;

/// <summary>Reads whether a model judged a note to follow from its context. Pure.</summary>
public static class JudgementParser
{
    private const string Marker = "Judgement:";

    // Around the verdict, where a model writes Markdown or quotes its instructions.
    private const string Decoration = " *_`\"'“”‘’.\t";

    /// <summary>What stands after the last "Judgement:" on its line, since models that work it out aloud may name the word on the way, and others explain it behind.</summary>
    /// <returns>True for "supported", false for "not supported", null when the reply holds neither.</returns>
    public static bool? Parse(string reply)
    {
        var at = reply.LastIndexOf(Marker, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return null;
        var behind = reply.AsSpan(at + Marker.Length).TrimStart().TrimStart(Decoration).TrimStart();
        var end = behind.IndexOfAny('\r', '\n');
        var verdict = (end < 0 ? behind : behind[..end]).Trim(Decoration);
        if (verdict.Equals("supported", StringComparison.OrdinalIgnoreCase))
            return true;
        return verdict.Equals("not supported", StringComparison.OrdinalIgnoreCase) ? false : null;
    }
}

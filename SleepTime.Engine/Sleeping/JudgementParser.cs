namespace SleepTime.Engine.Sleeping;

/// <summary>Reads whether a model judged a note to follow from its context. Pure.</summary>
public static class JudgementParser
{
    private const string Marker = "Judgement:";

    /// <summary>What stands after the last "Judgement:", since models that work it out aloud may name the word on the way.</summary>
    /// <returns>True for "supported", false for "not supported", null when the reply holds neither.</returns>
    public static bool? Parse(string reply)
    {
        var at = reply.LastIndexOf(Marker, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return null;
        var verdict = reply.AsSpan(at + Marker.Length).Trim().TrimEnd('.');
        if (verdict.Equals("supported", StringComparison.OrdinalIgnoreCase))
            return true;
        return verdict.Equals("not supported", StringComparison.OrdinalIgnoreCase) ? false : null;
    }
}

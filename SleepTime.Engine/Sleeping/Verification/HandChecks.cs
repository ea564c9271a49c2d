namespace SleepTime.Engine.Sleeping.Verification;

/// <summary>What code can say of a line that a person wrote. It stays in use in any case: the person decided. Pure.</summary>
internal static class HandChecks
{
    /// <param name="before">The line that it takes the place of; null for a new one.</param>
    /// <returns>Whether it is verified (null when code cannot tell), by what, why not, and the sentences behind it.</returns>
    public static (bool? Verified, CheckedBy By, string? Reason, string? Source) Of(string line, Note? before, SourceTracer tracer)
    {
        if (NoteVerifier.FaultOf(line, tracer) is { } fault)
            return (false, fault.By, fault.Reason, null);
        var trace = tracer.Trace(line);
        var source = trace.Sentences.Count == 0 ? null : string.Join('\n', trace.Sentences.Select(sentence => sentence.Text));
        if (trace.Complete)
            return (true, CheckedBy.Text, null, source);
        // The same said with another number than the text shows.
        return before is { Verified: true, By: CheckedBy.Text } && before.Text != line && Statement.Content(before.Text).SequenceEqual(Statement.Content(line))
            && !NumberReader.In(before.Text).SetEquals(NumberReader.In(line))
            ? (false, CheckedBy.Text, $"The text shows it otherwise: {before.Text}", before.Source)
            : (null, CheckedBy.Person, null, source);
    }
}

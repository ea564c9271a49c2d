namespace SleepTime.Engine.Sleeping.Verification;

/// <summary>Strikes the notes that take a number from struck ones only. Pure.</summary>
internal static class RestingNotes
{
    /// <param name="lines">In order: a note rests on those before it.</param>
    /// <param name="gone">For a line what stood in its place before and holds no longer; null when nothing did.</param>
    /// <returns>The lines, those that rest on struck ones struck with the reason; what a person wrote is left as it is.</returns>
    public static IReadOnlyList<Note> Strike(string text, IReadOnlyList<Note> lines, Func<Note, string?>? gone = null)
    {
        var tracer = new SourceTracer(text);
        List<Note> checkedLines = [];
        foreach (var line in lines)
        {
            if (gone?.Invoke(line) is { } before)
                tracer.Strike(before);
            var trace = line.Struck ? null : tracer.Trace(line.Text);
            var rests = trace is { Complete: false, Struck: { } struck } && !line.Edited ? struck : null;
            if (line.Struck || rests is not null)
                tracer.Strike(line.Text);
            checkedLines.Add(rests is null ? line : new Note
            {
                NotesVersionId = line.NotesVersionId, Order = line.Order, Pass = line.Pass, Text = line.Text, Edited = line.Edited, Source = line.Source,
                Verified = false, By = CheckedBy.Text, Struck = true, Reason = NoteVerifier.RestsOn(rests),
            });
        }
        return checkedLines;
    }
}

using SleepTime.Engine.Generation;

namespace SleepTime.Engine.Sleeping.Verification;

/// <summary>
/// Verifies lines before they count: calculations are done again by code, names and numbers are looked for in the text,
/// and what neither settles the model is asked. Pure but for the model, which comes as a function.
/// </summary>
internal static class NoteVerifier
{
    public const string NotSupported = "The model, asked whether the text supports this, says that it does not.";

    public const string NoVerdict = "The text does not show it word by word, and the model gave no verdict.";

    public const string NotAsked = "The text does not show it word by word, and the model is not asked, as the settings say.";

    public const string TokensSpent = "The text does not show it word by word, and the model is not asked because the tokens for this text are spent.";

    /// <summary>Why a note does not hold whose numbers come from one that does not.</summary>
    public static string RestsOn(string struck) => $"It rests on a struck note: {struck}";

    /// <param name="notes">All lines that may be built on, in order; the ones to verify among them.</param>
    /// <param name="unverified">Those to verify.</param>
    /// <param name="struck">Lines that did not hold; what takes a number from one of them only does not hold either.</param>
    /// <param name="judge">The model's replies to whether the text supports these lines; null when it is not to be asked.</param>
    /// <param name="notAsked">Why it is not.</param>
    public static async Task<IReadOnlyList<NoteCheck>> CheckAsync(
        Guid jobId, string text, IReadOnlyList<string> notes, IReadOnlySet<string> unverified, DateTimeOffset now,
        Func<IReadOnlyList<string>, Task<IReadOnlyList<GenerationResult>>>? judge, IReadOnlyList<string>? struck = null, string notAsked = NotAsked)
    {
        var tracer = new SourceTracer(text);
        foreach (var line in struck ?? [])
            tracer.Strike(line);
        List<NoteCheck> checks = [];
        List<(string Note, SourceTrace Trace)> open = [];
        foreach (var note in notes)
        {
            if (unverified.Contains(note) && FaultOf(note, tracer) is { } fault)
            {
                checks.Add(Struck(jobId, note, fault, now));
                tracer.Strike(note);
                continue;
            }
            var trace = tracer.Trace(note);
            if (!unverified.Contains(note))
                continue;
            if (trace is { Complete: false, Struck: { } behind })
            {
                checks.Add(Struck(jobId, note, (CheckedBy.Text, RestsOn(behind)), now));
                tracer.Strike(note);
                continue;
            }
            if (trace.Complete)
                checks.Add(new NoteCheck { JobId = jobId, Text = note, Verified = true, By = CheckedBy.Text, Source = SourceOf(trace), CheckedAt = now, Usage = TokenUsage.None });
            else
                open.Add((note, trace));
        }

        var replies = judge is null || open.Count == 0 ? null : await judge([.. open.Select(item => item.Note)]);
        var each = replies is null ? 0 : (replies.Max(reply => reply.Timings.TotalMs) - replies.Min(reply => reply.Timings.QueueMs)) / replies.Count;
        for (var i = 0; i < open.Count; i++)
            checks.Add(Judged(jobId, open[i].Note, open[i].Trace, replies?[i], notAsked, each, now));
        return checks;
    }

    /// <summary>What code alone sees to be wrong in a note: a calculation, a rank, who it is about, or whose value it starts from; null when it sees nothing.</summary>
    public static (CheckedBy By, string Reason)? FaultOf(string note, SourceTracer tracer)
    {
        if (Arithmetic.Find(note).FirstOrDefault(calculation => !calculation.Holds) is { } wrong)
            return (CheckedBy.Arithmetic, Arithmetic.Explain(wrong));
        if (Rank.Of(note)?.Fault() is { } misranked)
            return (CheckedBy.Arithmetic, misranked);
        if (Parties.Repeated(note) is { } twice)
            return (CheckedBy.Arithmetic, $"It takes {twice} together with itself.");
        if (Parties.Unknown(note, tracer.Has, tracer.HasExactly) is { } unknown)
            return (CheckedBy.Text, $"The text does not name {unknown}.");
        return tracer.Misstated(note) is { } otherwise ? (CheckedBy.Text, otherwise) : null;
    }

    private static NoteCheck Struck(Guid jobId, string note, (CheckedBy By, string Reason) fault, DateTimeOffset now) =>
        new() { JobId = jobId, Text = note, Verified = false, By = fault.By, Reason = fault.Reason, CheckedAt = now, Usage = TokenUsage.None };

    private static NoteCheck Judged(Guid jobId, string note, SourceTrace trace, GenerationResult? reply, string notAsked, double tookMs, DateTimeOffset now)
    {
        var verdict = reply is null ? null : JudgementParser.Parse(reply.Text);
        return new NoteCheck
        {
            JobId = jobId,
            Text = note,
            Verified = verdict,
            By = verdict is null ? null : CheckedBy.Model,
            Reason = verdict switch
            {
                true => null,
                false => NotSupported,
                null => reply is null ? notAsked : NoVerdict,
            },
            Source = SourceOf(trace),
            CheckedAt = now,
            Usage = reply?.Usage ?? TokenUsage.None,
            TookMs = tookMs,
        };
    }

    /// <summary>The sentences of a trace, a line each; null when there are none.</summary>
    public static string? SourceOf(SourceTrace trace) =>
        trace.Sentences.Count == 0 ? null : string.Join('\n', trace.Sentences.Select(sentence => sentence.Text));
}

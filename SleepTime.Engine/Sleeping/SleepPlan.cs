using SleepTime.Engine.Sleeping.Verification;

namespace SleepTime.Engine.Sleeping;

/// <summary>
/// Decides what a job needs next from what is stored of it, and from nothing else: a job that was killed at any moment
/// goes on as if nothing had happened. Pure.
/// </summary>
internal static class SleepPlan
{
    /// <param name="text">What the job is about, to tell which lines rest on struck ones; null to go by the lines' own verdicts.</param>
    /// <param name="anticipates">Whether expected questions follow the passes.</param>
    public static SleepStep Next(SleepJob job, string? text = null, bool anticipates = true)
    {
        var checks = job.Checks.ToDictionary(check => check.Text);
        bool? VerdictOn(string text) => checks.GetValueOrDefault(text)?.Verified;
        bool IsStruck(string text) => VerdictOn(text) == false;

        var notes = NotesMerger.Merge(job.Passes, checks);
        // A line that took its number from one that was struck or corrected since would be struck in the end: no prompt sees it.
        var resting = text is null ? [] : SleepFinisher.Lines(Guid.Empty, job, text, notes).Where(line => line.Struck).Select(line => line.Text).ToHashSet();
        var usable = notes.Where(note => note.StruckBecause is null && !IsStruck(note.Text) && !resting.Contains(note.Text)).Select(note => note.Text).ToList();
        var unverified = usable.Where(text => !checks.ContainsKey(text)).ToHashSet();
        if (unverified.Count > 0)
            return new SleepStep.Check(usable, unverified);

        var runs = Enumerable.Range(0, job.Samples)
            .Where(sample => !HasEnded(job, sample))
            .Select(sample => (sample, NotesOf(job, sample, VerdictOn, usable)))
            .ToList();
        var end = EndOf(job, notes, IsStruck, anyRunLeft: runs.Count > 0);
        if (end is null)
            return new SleepStep.Write(job.PassesDone + 1, runs);

        return anticipates && IsToAsk(job, usable) ? new SleepStep.Anticipate(usable) : new SleepStep.Finish(end.Value, notes);
    }

    /// <summary>What is left of a long text whose parts all have notes: to expect questions on the whole, and its own notes.</summary>
    /// <param name="notes">Those that the questions are to come from.</param>
    public static SleepStep OfWhole(SleepJob job, IReadOnlyList<string> notes) =>
        IsToAsk(job, notes) ? new SleepStep.Anticipate(notes) : new SleepStep.Finish(SleepEnd.AllPasses, []);

    private static bool IsToAsk(SleepJob job, IReadOnlyList<string> usable) =>
        !job.IsSpent && usable.Count > 0 && job.Passes.All(pass => pass.Kind != SleepPassKind.Questions);

    private static SleepEnd? EndOf(SleepJob job, IReadOnlyList<MergedNote> notes, Func<string, bool> isStruck, bool anyRunLeft)
    {
        if (job.PassesDone >= job.PassesWanted)
            return SleepEnd.AllPasses;
        if (job.PassesDone == 0)
            return null;
        if (!anyRunLeft)
            return AnySaidFinished(job) ? SleepEnd.Finished : SleepEnd.Looped;
        if (job.IsSpent)
            return SleepEnd.BudgetSpent;
        var brought = notes.Count(note => note.Pass == job.PassesDone && !isStruck(note.Text));
        return brought < job.MinNewNotes && job.PassesDone > 1 ? SleepEnd.TooLittleNew : null;
    }

    /// <summary>A run that said "finished", or could not stop by itself, has no more to say.</summary>
    private static bool HasEnded(SleepJob job, int sample) =>
        LastOf(job, sample) is { } last
        && (last.Number < job.PassesDone || PassEnding.Of(last) is PassEnd.Finished or PassEnd.Looped);

    private static bool AnySaidFinished(SleepJob job) =>
        Enumerable.Range(0, job.Samples).Any(sample => LastOf(job, sample) is { } last && PassEnding.Of(last) == PassEnd.Finished);

    private static SleepPass? LastOf(SleepJob job, int sample) =>
        job.Passes.Where(pass => pass.Kind == SleepPassKind.Notes && pass.Number > 0 && pass.Sample == sample).MaxBy(pass => pass.Number);

    /// <summary>What one run has noted, as far as it still counts: what another run corrected does not.</summary>
    private static IReadOnlyList<string> NotesOf(SleepJob job, int sample, Func<string, bool?> verdictOn, IReadOnlyCollection<string> usable) =>
        [.. NotesMerger.Merge(job.Passes.Where(pass => pass.Sample == sample || pass.Number == 0), verdictOn)
            .Select(note => note.Text)
            .Where(usable.Contains)];
}

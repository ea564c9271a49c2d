using SleepTime.Engine.Sleeping;

namespace SleepTime.Web.Components.Shared;

/// <summary>Sleep jobs in words.</summary>
public static class JobWords
{
    public static string State(SleepJobView job) => job.State switch
    {
        SleepJobState.Queued when job.Paused => "Paused",
        SleepJobState.Queued => job.PassesDone > 0 || job.SectionsDone > 0 ? "Waiting to go on" : "Waiting",
        SleepJobState.Running => job.Live is { SteppedAside: true } ? "Stepped aside" : "Sleeping",
        SleepJobState.Completed => "Done",
        SleepJobState.Failed => "Failed",
        _ => "Cancelled",
    };

    public static Tone ToneOf(SleepJobView job) => job.State switch
    {
        SleepJobState.Queued when job.Paused => Tone.Warning,
        SleepJobState.Running => job.Live is { SteppedAside: true } ? Tone.Busy : Tone.Asleep,
        SleepJobState.Completed => Tone.Good,
        SleepJobState.Failed => Tone.Bad,
        _ => Tone.Quiet,
    };

    /// <summary>How far a job is, and what it does or waits for.</summary>
    public static string Progress(SleepJobView job, SleepQueueStatus queue) => job.State switch
    {
        SleepJobState.Running when queue.DiskFull && job.Live is null => $"{Passes(job)} done, waits for room on the disk",
        SleepJobState.Running => Doing(job) + (job.Live is { SteppedAside: true } ? ", stepped aside for a question" : ""),
        SleepJobState.Queued => $"{Passes(job)} done, waits {(job.Paused ? "until you resume it" : WaitsFor(queue))}",
        SleepJobState.Completed => Passes(job),
        _ => $"{Passes(job)} done",
    };

    /// <summary>How far it has come, in passes; in sections where the text is read in these.</summary>
    public static string Passes(SleepJobView job) => job.Sections is { } sections
        ? $"{NumberWords.Count(job.SectionsDone)} of {NumberWords.Of(sections, "section")}"
        : $"{job.PassesDone} of {job.PassesWanted} passes";

    /// <summary>Why a completed job wrote no further pass, and that it left nothing to use where that is so; null for one that has not completed.</summary>
    /// <param name="notes">Its lines.</param>
    public static string? End(SleepJobView job, IReadOnlyList<JobNote> notes) => Why(job, notes.All(note => note.Pass == 0)) is { } why
        ? why + (notes switch
        {
            // What it wrote stands with the sections.
            _ when job.Sections is not null => "",
            _ when notes.All(note => note.Pass == 0) => job.End == SleepEnd.Finished ? "" : " It wrote no notes.",
            _ when notes.All(note => note.Struck) => " Every note was struck, so that none can be used.",
            _ => "",
        })
        : null;

    private static string? Why(SleepJobView job, bool wroteNone) => job.End switch
    {
        SleepEnd.BudgetSpent when job.Sections is not null => $"Ended after {Passes(job)}: the tokens for this text are spent.",
        not null when job.Sections is { } sections => $"Ended because {(sections == 1 ? "its section is" : $"all {NumberWords.Count(sections)} sections are")} done.",
        SleepEnd.Finished when wroteNone => $"Ended after {After(job)}: the model found nothing to note and wrote no notes.",
        SleepEnd.AllPasses => $"Ended because {(job.PassesWanted == 1 ? "its pass is" : $"all {job.PassesWanted} passes are")} done.",
        SleepEnd.Finished => $"Ended after {After(job)}: the model had nothing to add.",
        SleepEnd.Looped => $"Ended after {After(job)}: the model went round in circles and was stopped.",
        SleepEnd.TooLittleNew => $"Ended after {After(job)}: the last one brought too little that was new.",
        SleepEnd.BudgetSpent => $"Ended after {After(job)}: the tokens for this text are spent.",
        _ => null,
    };

    /// <summary>What its completion tokens went on; null before there are any.</summary>
    public static string? Written(SleepJobView job)
    {
        var all = job.Usage.CompletionTokens;
        if (all == 0)
            return null;
        var (checks, questions) = (job.Checks.Sum(check => check.Usage.CompletionTokens), job.Questions?.Usage.CompletionTokens ?? 0);
        var total = $"{NumberWords.Of(all, "token")} written";
        if (checks + questions == 0 || job.Sections is not null)
            return total;
        string?[] parts =
        [
            $"{NumberWords.Count(all - checks - questions)} of notes",
            checks > 0 ? $"{NumberWords.Count(checks)} to verify them" : null,
            questions > 0 ? $"{NumberWords.Count(questions)} of expected questions" : null,
        ];
        return $"{total}: {string.Join(", ", parts.OfType<string>())}";
    }

    /// <summary>What became of its lines; null before there are any.</summary>
    public static string? Verdicts(IReadOnlyList<JobNote> notes)
    {
        if (notes.Count == 0)
            return null;
        var struck = notes.Count(note => note.Struck);
        var byHand = notes.Count(note => note is { ByHand: true, Struck: false });
        return $"{notes.Count(note => note is { Verified: true, ByHand: false })} of {NumberWords.Of(notes.Count, "note")} verified"
            + (byHand > 0 ? $", {NumberWords.Count(byHand)} edited by hand" : "")
            + (struck > 0 ? $", {NumberWords.Count(struck)} struck" : "");
    }

    /// <summary>Stands where the text will be while there is none.</summary>
    public static string BeforeText(SleepJobView job) => job.Live?.Activity switch
    {
        SleepActivity.Verifying => "Looking for what it wrote in the text…",
        SleepActivity.Anticipating => "Reading its notes for questions…",
        SleepActivity.Finishing => "Storing the notes…",
        _ => "Reading the text…",
    };

    private static string Doing(SleepJobView job) => job.Sections is { } sections
        ? $"Section {NumberWords.Count(job.Live is { Section: > 0 } live ? live.Section : Math.Min(job.SectionsDone + 1, sections))} of {NumberWords.Count(sections)}, {DoingInSection(job)}"
        : DoingInText(job);

    private static string DoingInSection(SleepJobView job) => job.Live?.Activity switch
    {
        SleepActivity.Verifying => "verifying notes",
        SleepActivity.Finishing => "storing notes",
        _ => $"pass {Math.Min(job.PassesDone + 1, job.PassesWanted)} of {job.PassesWanted}, writing notes",
    };

    private static string DoingInText(SleepJobView job) => job.Live?.Activity switch
    {
        // A pass counts as done when it is written; what follows is about all that is written.
        SleepActivity.Verifying => $"{Passes(job)} written, verifying notes",
        SleepActivity.Anticipating => $"{Passes(job)} written, writing the questions it expects",
        SleepActivity.Finishing => $"{Passes(job)} written, storing notes",
        _ => $"Pass {Math.Min(job.PassesDone + 1, job.PassesWanted)} of {job.PassesWanted}, writing notes",
    };

    private static string After(SleepJobView job) => NumberWords.Of(job.PassesDone, "pass", "passes");

    private static string WaitsFor(SleepQueueStatus queue) => queue.State switch
    {
        IdleState.Paused => "because the queue is paused",
        IdleState.NoModel => "for the model",
        IdleState.Busy => "for the model to be idle",
        IdleState.OutOfHours => "for the hours of sleep",
        IdleState.BudgetSpent => "for tomorrow, because today’s tokens are spent",
        IdleState.GpuBusy => "for another process to leave the GPU",
        _ when queue.DiskFull => "for room on the disk",
        _ => "for its turn",
    };
}

using System.ComponentModel;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Sleeping;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Endpoints.Contracts;

public sealed record SleepRequest(
    [property: Description("How many passes to run, from 1; all of the model's profile when left out.")] int? Passes = null,
    [property: Description("Also when notes of this version are there already.")] bool Force = false);

/// <param name="Samples">Runs side by side.</param>
/// <param name="Paused">A person paused this one.</param>
/// <param name="End">Why it wrote no further pass; null until it has completed.</param>
/// <param name="Kept">Lines that it began with, kept from earlier notes; struck ones among them.</param>
/// <param name="Questions">The questions that it expects, likeliest first; empty before it has written them.</param>
/// <param name="VerifiedCount">Lines found right so far.</param>
/// <param name="StruckCount">Lines that did not hold, or were corrected, so far; they are kept and never used.</param>
/// <param name="StepAsideCount">How often the job gave way to a question.</param>
/// <param name="Usage">Tokens of the finished passes together.</param>
/// <param name="Failure">Why it failed or was cancelled, and what to do next; null otherwise.</param>
/// <param name="Live">The pass being written; null unless the job runs.</param>
/// <param name="Worth">Why sleep is worth it here, in words and numbers, as the gate or a person decided last; null when nobody did.</param>
/// <param name="Sections">Of a text that is read in sections: how many parts it sleeps on one after the other, as far as is known. Passes are those of the present part then. Else null.</param>
/// <param name="SectionsDone">How many of them have notes.</param>
public sealed record JobResponse(
    Guid Id, Guid ContextId, string ContextTitle, int ContextVersion, SleepJobState State, int PassesWanted, int PassesDone,
    int Samples, bool Paused, SleepEnd? End, int StepAsideCount, TokenUsage Usage,
    DateTimeOffset CreatedAt, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt,
    string? Failure, IReadOnlyList<PassResponse> Passes, IReadOnlyList<string> Kept, IReadOnlyList<JobQuestionResponse> Questions, int VerifiedCount, int StruckCount, LivePassResponse? Live, string? Worth,
    int? Sections, int SectionsDone)
{
    public static JobResponse From(SleepJobView job)
    {
        var notes = JobNotes.Of(job);
        return new(
            job.Id, job.ContextId, job.ContextTitle, job.ContextVersion, job.State, job.PassesWanted, job.PassesDone,
            job.Samples, job.Paused, job.End, job.StepAsideCount, job.Usage,
            job.CreatedAt, job.StartedAt, job.FinishedAt,
            job.FailureReason, [.. job.Passes.Where(pass => pass.Number > 0).Select(PassResponse.From)], [.. notes.Where(note => note.Pass == 0).Select(note => note.Text)], JobQuestionResponse.From(job.Questions),
            notes.Count(note => note.Verified == true), notes.Count(note => note.Struck), LivePassResponse.From(job), job.Worth, job.Sections, job.SectionsDone);
    }
}

/// <summary>A question that a job expects, with the answer that it gives from its notes.</summary>
public sealed record JobQuestionResponse(string Question, string Answer)
{
    public static IReadOnlyList<JobQuestionResponse> From(SleepPass? questions) => questions is null
        ? []
        : [.. AnticipatedQuestion.Parse(questions).Select(expected => new JobQuestionResponse(expected.Question, expected.Answer))];
}

/// <summary>A line of a job's log.</summary>
public sealed record JobEventResponse(DateTimeOffset At, string Text);

/// <summary>A finished pass.</summary>
/// <param name="Sample">Which of the runs side by side wrote it, from 0.</param>
public sealed record PassResponse(
    int Number, int Sample, string Text, FinishReason FinishReason, TokenUsage Usage, GenerationTimings Timings, DateTimeOffset FinishedAt)
{
    public static PassResponse From(SleepPass pass) =>
        new(pass.Number, pass.Sample, pass.Text, pass.FinishReason, pass.Usage, pass.Timings, pass.FinishedAt);
}

/// <param name="SteppedAside">True while the job waits for a question.</param>
/// <param name="Activity">What it is doing.</param>
/// <param name="SecondsLeft">About how long the job still writes, before its first pass is done as was foreseen; null while that cannot be told.</param>
/// <param name="Section">Which part of a text that is read in sections, from 1; 0 for a whole text.</param>
public sealed record LivePassResponse(int Number, SleepActivity Activity, string Text, int Tokens, double? TokensPerSecond, bool SteppedAside, double? SecondsLeft, int Section)
{
    public static LivePassResponse? From(SleepJobView job) => job.Live is not { } live
        ? null
        : new(live.Pass, live.Activity, live.TextSoFar, live.Tokens, live.TokensPerSecond, live.SteppedAside, JobTimeLeft.Of(job)?.TotalSeconds, live.Section);
}

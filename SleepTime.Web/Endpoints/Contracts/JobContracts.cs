using System.ComponentModel;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Sleeping;

namespace SleepTime.Web.Endpoints.Contracts;

public sealed record SleepRequest(
    [property: Description("How many passes to run, from 1; all of the model's profile when left out.")] int? Passes = null,
    [property: Description("Also when notes of this version are there already.")] bool Force = false);

/// <param name="StepAsideCount">How often the job gave way to a question.</param>
/// <param name="Usage">Tokens of the finished passes together.</param>
/// <param name="Failure">Why it failed or was cancelled, and what to do next; null otherwise.</param>
/// <param name="Live">The pass being written; null unless the job runs.</param>
public sealed record JobResponse(
    Guid Id, Guid ContextId, string ContextTitle, int ContextVersion, SleepJobState State, int PassesWanted, int PassesDone,
    int StepAsideCount, TokenUsage Usage, DateTimeOffset CreatedAt, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt,
    string? Failure, IReadOnlyList<PassResponse> Passes, LivePassResponse? Live)
{
    public static JobResponse From(SleepJobView job) => new(
        job.Id, job.ContextId, job.ContextTitle, job.ContextVersion, job.State, job.PassesWanted, job.PassesDone,
        job.StepAsideCount, job.Usage, job.CreatedAt, job.StartedAt, job.FinishedAt,
        job.FailureReason, [.. job.Passes.Select(PassResponse.From)], LivePassResponse.From(job.Live));
}

/// <summary>A finished pass.</summary>
public sealed record PassResponse(
    int Number, string Text, FinishReason FinishReason, TokenUsage Usage, GenerationTimings Timings, DateTimeOffset FinishedAt)
{
    public static PassResponse From(SleepPass pass) =>
        new(pass.Number, pass.Text, pass.FinishReason, pass.Usage, pass.Timings, pass.FinishedAt);
}

/// <param name="SteppedAside">True while the job waits for a question.</param>
public sealed record LivePassResponse(int Number, string Text, int Tokens, double? TokensPerSecond, bool SteppedAside)
{
    public static LivePassResponse? From(SleepProgress? live) =>
        live is null ? null : new(live.Pass, live.TextSoFar, live.Tokens, live.TokensPerSecond, live.SteppedAside);
}

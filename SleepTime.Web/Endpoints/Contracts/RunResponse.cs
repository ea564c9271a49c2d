using SleepTime.Engine.Answering;
using SleepTime.Engine.Answering.Feedback;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Generation.Prefixes;

namespace SleepTime.Web.Endpoints.Contracts;

/// <summary>
/// One question answered in one mode. Usage and timings are null while they are unknown. Of a blind comparison that you
/// have not voted on, everything that tells its sides apart is null too: mode, notes, figures, score, outcome, end, the run that it follows.
/// </summary>
/// <param name="Side">a or b of a blind comparison; else null.</param>
/// <param name="Instant">Answered at once from the questions that sleep expected, without the model.</param>
/// <param name="EarlierTurns">How many earlier questions with their answers were in the prompt.</param>
/// <param name="Score">Null where no answer is expected, or there is none to judge.</param>
/// <param name="NotesLeftOut">Usable notes that had no room in the prompt; null in mode standard.</param>
/// <param name="Failure">Why it failed and what to do next; null unless it failed.</param>
/// <param name="Given">What it was given of a text that is read in sections; null for a text that fits.</param>
/// <param name="Outcome">Whether an answer was given, the text does not settle the question, or it ran to its limit; null unless it completed.</param>
/// <param name="CachedFrom">Where the cached tokens came from; null when there were none, or nobody kept it.</param>
public sealed record RunResponse(
    Guid Id, Guid? ComparisonId, Guid ContextId, Guid? NotesVersionId, int? NotesLeftOut, RunMode? Mode, string? Side, RunState State, bool? Instant,
    string Question, int Verbosity, float Temperature, uint? Seed, int MaxTokens,
    string Answer, FinishReason? FinishReason, string? Failure, TokenUsage? Usage, GenerationTimings? Timings,
    string Model, string PromptVersion, string Owner, DateTimeOffset CreatedAt, DateTimeOffset? FinishedAt,
    Guid? FollowsRunId, int? EarlierTurns, bool Blind, string? ExpectedAnswer, AnswerScore? Score, GivenResponse? Given, AnswerOutcome? Outcome, PrefixTier? CachedFrom)
{
    /// <param name="hidden">Whether the sides of its comparison are hidden from whoever asks.</param>
    public static RunResponse From(Run run, bool hidden) => hidden ? Shown(run).WithoutSide() : Shown(run);

    private static RunResponse Shown(Run run) => new(
        run.Id, run.ComparisonId, run.ContextId, run.NotesVersionId, run.NotesLeftOut, run.Mode.ToApi(), BlindSides.LetterOf(run)?.ToLowerInvariant(), run.State, run.ExpectedQuestionId is not null,
        run.Question, run.Verbosity, run.Temperature, run.Seed, run.MaxTokens,
        run.Answer, run.FinishReason, run.FailureReason, run.Usage, run.Timings,
        run.ModelId, run.PromptVersion, run.Owner, run.CreatedAt, run.FinishedAt,
        run.FollowsRunId, run.EarlierTurns, run.IsBlind, run.ExpectedAnswer, AnswerScore.Of(run.Answer, run.ExpectedAnswer), GivenResponse.From(run.Given),
        run.State == RunState.Completed ? run.Outcome : null, run.CachedFrom);

    private RunResponse WithoutSide() => this with
    {
        Mode = null, NotesVersionId = null, NotesLeftOut = null, Instant = null, FollowsRunId = null, EarlierTurns = null,
        FinishReason = null, Usage = null, Timings = null, FinishedAt = null, Score = null, Given = null, Outcome = null, CachedFrom = null,
    };
}

using System.ComponentModel;
using SleepTime.Engine.Answering;

namespace SleepTime.Web.Endpoints.Contracts;

public sealed record AskQuestionRequest(
    Guid? ContextId,
    [property: Description("1 to 4000 characters.")] string? Question,
    [property: Description("standard, sleep or both.")] string? Mode,
    [property: Description("How much the model may say, 0 to 4; 1 when left out.")] int? Verbosity,
    [property: Description("Same seed, same answer; only matters above temperature 0.")] uint? Seed,
    [property: Description("0 (greedy) to 2; 0 when left out.")] float? Temperature,
    [property: Description("Most tokens of the answer; the profile's budget for the verbosity when left out.")] int? MaxTokens,
    [property: Description("True streams the runs as server-sent events.")] bool Stream = false,
    [property: Description("False asks the model also where sleep expected the question and kept its answer; only matters for mode sleep.")] bool Instant = true,
    [property: Description("True answers also from notes that another model or other prompts wrote, or from those of an earlier version of the text, where there are no others.")] bool StaleNotes = false,
    [property: Description("A run on the same context that this question follows up. Up to three earlier questions with their answers go into the prompt where the model knows them; earlierTurns of the run tells how many did.")] Guid? FollowsRunId = null,
    [property: Description("The right answer, up to 500 characters, to score against; never in a prompt.")] string? ExpectedAnswer = null,
    [property: Description("True hides which side is which until a vote is cast, on the site and in answers of this API; only for mode both.")] bool Blind = false)
{
    /// <exception cref="InvalidRequestException">A field is missing, or the mode is not one there is.</exception>
    public AskRequest ToAskRequest(string owner) => new()
    {
        ContextId = ContextId ?? throw new InvalidRequestException("contextId", "contextId is missing. Name the context to ask about; GET /api/v1/contexts lists them."),
        Question = Question ?? throw new InvalidRequestException("question", "question is missing. Say what to answer."),
        Modes = RunModes.Parse(Mode) ?? throw new InvalidRequestException("mode", $"mode is {(Mode is null ? "missing" : $"'{Mode}'")}; it must be {RunModes.Accepted}."),
        Verbosity = Verbosity ?? 1,
        Temperature = Temperature ?? 0,
        Seed = Seed,
        MaxTokens = MaxTokens,
        Instant = Instant,
        StaleNotes = StaleNotes,
        FollowsRunId = FollowsRunId,
        ExpectedAnswer = ExpectedAnswer,
        IsBlind = Blind,
        Owner = owner,
    };
}

/// <param name="ComparisonId">Shared by the two runs; null for a single run.</param>
public sealed record AnswersResponse(Guid? ComparisonId, IReadOnlyList<RunResponse> Runs);

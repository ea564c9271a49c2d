using System.ComponentModel;
using System.Text.Json.Serialization;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Answering.Feedback;

namespace SleepTime.Web.Endpoints.Contracts;

public sealed record RateRequest([property: Description("True for a thumb up, false for a thumb down, null to take it back.")] bool? Good);

/// <param name="Good">Null where the run is not rated.</param>
public sealed record RatingResponse(Guid RunId, bool? Good);

public sealed record ExpectRequest([property: Description("The right answer, up to 500 characters; null takes it back.")] string? ExpectedAnswer);

/// <summary>The better side of a comparison.</summary>
public enum Preference
{
    [JsonStringEnumMemberName("standard")]
    Standard,

    [JsonStringEnumMemberName("sleep")]
    Sleep,

    [JsonStringEnumMemberName("tie")]
    Tie,

    /// <summary>Of a blind comparison, as its runs tell their sides.</summary>
    [JsonStringEnumMemberName("a")]
    A,

    [JsonStringEnumMemberName("b")]
    B,
}

public sealed record VoteRequest([property: Description("standard, sleep or tie; of a blind comparison also a or b.")] Preference? Preferred)
{
    /// <exception cref="InvalidRequestException">It is missing.</exception>
    public AnswerMode? ToMode(Guid comparisonId) => Preferred switch
    {
        Preference.Standard => AnswerMode.Standard,
        Preference.Sleep => AnswerMode.SleepTime,
        Preference.Tie => null,
        Preference.A => BlindSides.ModeOf(comparisonId, BlindSides.A),
        Preference.B => BlindSides.ModeOf(comparisonId, BlindSides.B),
        _ => throw new InvalidRequestException("preferred", "preferred is missing; it must be standard, sleep or tie, or a or b of a blind comparison."),
    };
}

/// <param name="Blind">Cast while the sides were hidden; such a vote stands.</param>
public sealed record VoteResponse(Guid ComparisonId, Guid ContextId, Preference Preferred, bool Blind, DateTimeOffset CreatedAt)
{
    public static VoteResponse From(ComparisonVote vote) => new(
        vote.ComparisonId, vote.ContextId,
        vote.Preferred switch { AnswerMode.Standard => Preference.Standard, AnswerMode.SleepTime => Preference.Sleep, _ => Preference.Tie },
        vote.WasBlind, vote.CreatedAt);
}

public sealed record TallyResponse(int Standard, int Sleep, int Ties)
{
    public static TallyResponse From(VoteTally tally) => new(tally.Standard, tally.SleepTime, tally.Ties);
}

/// <summary>How the votes stand since counting began anew.</summary>
/// <param name="Blind">Votes cast while the sides were hidden.</param>
/// <param name="Open">Votes cast with the sides shown.</param>
public sealed record TalliesResponse(TallyResponse Blind, TallyResponse Open)
{
    public static TalliesResponse From(VoteTallies tallies) => new(TallyResponse.From(tallies.Blind), TallyResponse.From(tallies.Open));
}

using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Answering.History;
using SleepTime.Web.Hosting;

namespace SleepTime.Web.Endpoints.Contracts;

/// <summary>Which runs are wanted; the same for lists and exports.</summary>
public readonly record struct HistoryQuery(
    [property: FromQuery(Name = "contextId")] Guid? ContextId,
    [property: FromQuery(Name = "mode"), Description(HistoryQuery.Modes)] string? Mode,
    [property: FromQuery(Name = "owner"), Description("Who asked.")] string? Owner,
    [property: FromQuery(Name = "state"), Description(HistoryQuery.States)] string? State,
    [property: FromQuery(Name = "from"), Description("Asked at this moment or later; a date means its midnight, UTC.")] DateTimeOffset? From,
    [property: FromQuery(Name = "to"), Description("Asked before this moment.")] DateTimeOffset? To,
    [property: FromQuery(Name = "q"), Description("Words of the question and its answers, by their beginnings; \"quoted words\" as they stand.")] string? Search)
{
    private const string Modes = "standard or sleep";
    private const string States = "queued, running, completed, cancelled or failed";

    /// <exception cref="InvalidRequestException">One of them is no value of its kind.</exception>
    public HistoryFilter Validated()
    {
        if (Search?.Length > HistoryFilter.MaxSearchLength)
            throw new InvalidRequestException("q", $"q has {Search.Length} characters; the limit is {HistoryFilter.MaxSearchLength}. Leave words out.");
        return new HistoryFilter(ContextId, ParseMode(), Owner, ParseState(), From, To, Search, Viewer: LocalUser.Name);
    }

    private AnswerMode? ParseMode() => string.IsNullOrEmpty(Mode) ? null : RunModes.Parse(Mode) is [var mode]
        ? mode
        : throw new InvalidRequestException("mode", $"mode is '{Mode}'; it must be {Modes}.");

    private RunState? ParseState() => State?.ToLowerInvariant() switch
    {
        null or "" => null,
        "queued" => RunState.Queued,
        "running" => RunState.Running,
        "completed" => RunState.Completed,
        "cancelled" => RunState.Cancelled,
        "failed" => RunState.Failed,
        _ => throw new InvalidRequestException("state", $"state is '{State}'; it must be {States}."),
    };
}

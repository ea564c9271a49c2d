using System.Text.Json.Serialization;
using SleepTime.Engine.Answering;

namespace SleepTime.Web.Endpoints.Contracts;

/// <summary>The mode of a run as the API spells it.</summary>
public enum RunMode
{
    [JsonStringEnumMemberName("standard")]
    Standard,

    [JsonStringEnumMemberName("sleep")]
    Sleep,
}

public static class RunModes
{
    public const string Accepted = "standard, sleep or both";

    /// <summary>The modes asked for by name, Standard first; null when the name is none of <see cref="Accepted"/>.</summary>
    public static IReadOnlyList<AnswerMode>? Parse(string? name) => name?.ToLowerInvariant() switch
    {
        "standard" => [AnswerMode.Standard],
        "sleep" => [AnswerMode.SleepTime],
        "both" => [AnswerMode.Standard, AnswerMode.SleepTime],
        _ => null,
    };

    public static RunMode ToApi(this AnswerMode mode) => mode == AnswerMode.Standard ? RunMode.Standard : RunMode.Sleep;
}

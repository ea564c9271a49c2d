using SleepTime.Engine.Answering;

namespace SleepTime.Web.Components.Shared;

/// <summary>A reply in its parts: what leads to the answer, and the answer itself.</summary>
/// <param name="Reasoning">Everything before the answer.</param>
/// <param name="Final">What stands behind the last "Answer:"; null while the reply has none.</param>
public sealed record AnswerText(string Reasoning, string? Final)
{
    public static AnswerText Split(string reply) =>
        AnswerParser.FinalAnswerStart(reply) is { } at ? new(reply[..at], AnswerParser.FinalAnswer(reply)) : new(reply, null);

    /// <summary>Whether the reply gives the expected answer; null where nothing was expected or there is no answer to judge.</summary>
    public static bool? IsRight(string reply, string? expected)
    {
        if (string.IsNullOrWhiteSpace(expected))
            return null;
        return AnswerParser.FinalAnswer(reply) is { } final ? Plain(final) == Plain(expected) : null;
    }

    // "1,300." and "1300" are the same answer, "Team Green" and "team green" too.
    private static string Plain(string answer) =>
        answer.Trim().TrimEnd('.', '!').TrimStart('$').Replace(",", "", StringComparison.Ordinal).ToLowerInvariant();
}

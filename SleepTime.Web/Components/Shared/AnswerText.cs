using SleepTime.Engine.Answering;

namespace SleepTime.Web.Components.Shared;

/// <summary>A reply in its parts: what a reasoning model thought, what leads to the answer, the answer itself, and what a model may add.</summary>
/// <param name="Reasoning">Everything before the answer.</param>
/// <param name="Final">What stands behind the last "Answer:"; null while the reply has none.</param>
/// <param name="Rest">What follows the line of the answer.</param>
/// <param name="Thoughts">What stood between think tags; empty for none.</param>
/// <param name="IsThinking">Whether it thinks still.</param>
public sealed record AnswerText(string Reasoning, string? Final, string Rest = "", string Thoughts = "", bool IsThinking = false)
{
    public static AnswerText Split(string reply)
    {
        var (thoughts, said, isOpen) = ThoughtText.Split(reply);
        return SplitSaid(said) with { Thoughts = thoughts, IsThinking = isOpen };
    }

    /// <summary>A reply as it is read and copied: without what was thought, unless there is nothing else.</summary>
    public static string WithoutThoughts(string reply) => ThoughtText.Split(reply) is { Said.Length: > 0 } text ? text.Said : reply;

    private static AnswerText SplitSaid(string reply)
    {
        if (AnswerParser.FinalAnswerStart(reply) is not { } at)
            return new(reply, null);
        // "**Answer: 13**" begins before the marker.
        var reasoning = reply[..at].TrimEnd('*');
        if (AnswerParser.FinalAnswer(reply) is not { } final)
            return new(reasoning, null);
        var line = reply.IndexOf(final, at, StringComparison.Ordinal);
        var end = reply.IndexOfAny(['\r', '\n'], line + final.Length);
        return new(reasoning, final, end < 0 ? "" : reply[end..].Trim());
    }
}

namespace SleepTime.Engine.Answering;

/// <summary>A reply of a reasoning model in its two parts: what it thinks between think tags, with which it begins, and what it says. Pure.</summary>
/// <param name="Thoughts">Without the tags; empty where the model did not think.</param>
/// <param name="Said">What follows the thoughts; the whole reply where there are none.</param>
/// <param name="IsOpen">Whether it still thinks, or was cut off while it did.</param>
public sealed record ThoughtText(string Thoughts, string Said, bool IsOpen = false)
{
    public const string Open = "<think>";
    public const string Close = "</think>";

    public static ThoughtText Split(string reply)
    {
        var begin = reply.AsSpan().TrimStart();
        if (!begin.StartsWith(Open, StringComparison.Ordinal))
            return new("", reply);
        var rest = begin[Open.Length..];
        var end = rest.IndexOf(Close, StringComparison.Ordinal);
        return end < 0
            ? new(rest.Trim().ToString(), "", IsOpen: true)
            : new(rest[..end].Trim().ToString(), rest[(end + Close.Length)..].TrimStart().ToString());
    }

    /// <summary>Where what is said begins in the reply.</summary>
    public static int SaidFrom(string reply) => reply.Length - Split(reply).Said.Length;
}

namespace SleepTime.Engine.Answering;

/// <summary>
/// A reply of a reasoning model in its two parts: what it thinks between think tags, and what it says. Templates of some
/// models open the tag themselves, so that a reply has the closing one only. Pure.
/// </summary>
/// <param name="Thoughts">Without the tags; empty where the model did not think.</param>
/// <param name="Said">What follows the thoughts; the whole reply where there are none.</param>
/// <param name="IsOpen">Whether it still thinks, or was cut off while it did.</param>
public sealed record ThoughtText(string Thoughts, string Said, bool IsOpen = false)
{
    private const string Open = "<think>";
    private const string Close = "</think>";

    public static ThoughtText Split(string reply)
    {
        var begin = reply.AsSpan().TrimStart();
        var opens = begin.StartsWith(Open, StringComparison.Ordinal);
        if (reply.IndexOf(Close, StringComparison.Ordinal) is >= 0 and var end)
        {
            var from = opens ? reply.Length - begin.Length + Open.Length : 0;
            return new(from < end ? reply[from..end].Trim() : "", reply[(end + Close.Length)..].TrimStart());
        }
        if (opens)
            return new(begin[Open.Length..].Trim().ToString(), "", IsOpen: true);
        // The tag itself may still be on its way.
        return begin.Length > 0 && Open.AsSpan().StartsWith(begin, StringComparison.Ordinal) ? new("", "", IsOpen: true) : new("", reply);
    }

    /// <summary>Where what is said begins in the reply.</summary>
    public static int SaidFrom(string reply) => reply.Length - Split(reply).Said.Length;
}

using System.Runtime.CompilerServices;
using SleepTime.Engine.Answering;

namespace SleepTime.Web.Endpoints.OpenAi;

/// <summary>Parts what a reasoning model thinks from what it says while both come, as <see cref="ThoughtText"/> parts a whole reply.</summary>
internal static class Thoughts
{
    private enum Where
    {
        Begin,
        Thinking,
        After,
        Said,
    }

    /// <summary>The same pieces; texts between think tags as thoughts, without the tags and the white space around them.</summary>
    public static async IAsyncEnumerable<ChatPiece> Part(IAsyncEnumerable<ChatPiece> pieces, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // What may yet turn out to be a tag, or white space beside one.
        var (where, held) = (Where.Begin, "");
        var thought = false;
        await foreach (var piece in pieces.WithCancellation(cancellationToken))
        {
            if (piece is not ChatText { Text: var text })
            {
                if (held.Length > 0 && where is Where.Begin or Where.Thinking)
                    yield return new ChatText(where == Where.Thinking ? held.TrimEnd() : held, where == Where.Thinking);
                held = "";
                yield return piece;
                continue;
            }
            held += text;
            if (where == Where.Begin && !ThoughtText.Open.StartsWith(held.TrimStart(), StringComparison.Ordinal))
            {
                thought = held.TrimStart().StartsWith(ThoughtText.Open, StringComparison.Ordinal);
                where = thought ? Where.Thinking : Where.Said;
                held = thought ? held.TrimStart()[ThoughtText.Open.Length..] : held;
            }
            else if (where == Where.Begin && held.TrimStart() == ThoughtText.Open)
            {
                (thought, where, held) = (true, Where.Thinking, "");
            }
            if (where == Where.Thinking)
            {
                if (thought)
                    held = held.TrimStart();
                var end = held.IndexOf(ThoughtText.Close, StringComparison.Ordinal);
                var ready = end >= 0 ? held[..end].TrimEnd() : held[..Certain(held)];
                if (ready.Length > 0)
                {
                    yield return new ChatText(ready, IsThought: true);
                    thought = false;
                }
                (where, held) = end >= 0 ? (Where.After, held[(end + ThoughtText.Close.Length)..]) : (where, held[ready.Length..]);
            }
            if (where == Where.After)
            {
                held = held.TrimStart();
                where = held.Length > 0 ? Where.Said : where;
            }
            if (where == Where.Said && held.Length > 0)
            {
                yield return new ChatText(held);
                held = "";
            }
        }
    }

    /// <summary>How much of it is no beginning of the closing tag, and no white space that may stand before one.</summary>
    private static int Certain(string thoughts)
    {
        var at = thoughts.LastIndexOf('<');
        var end = at >= 0 && ThoughtText.Close.StartsWith(thoughts[at..], StringComparison.Ordinal) ? at : thoughts.Length;
        return thoughts.AsSpan(0, end).TrimEnd().Length;
    }
}

using System.Runtime.CompilerServices;
using System.Text;
using SleepTime.Engine.Answering;

namespace SleepTime.Web.Endpoints.OpenAi;

/// <summary>Parts what a reasoning model thinks from what it says while both come.</summary>
internal static class Thoughts
{
    private const string Close = "</think>";

    /// <summary>The same pieces; texts between think tags as thoughts, without the tags.</summary>
    public static async IAsyncEnumerable<ChatPiece> Part(IAsyncEnumerable<ChatPiece> pieces, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var all = new StringBuilder();
        var (thought, said) = (0, 0);
        await foreach (var piece in pieces.WithCancellation(cancellationToken))
        {
            if (piece is not ChatText { Text: var text })
            {
                yield return piece;
                continue;
            }
            all.Append(text);
            var parted = ThoughtText.Split(all.ToString());
            var known = parted.IsOpen ? Math.Max(thought, WithoutATag(parted.Thoughts)) : parted.Thoughts.Length;
            if (known > thought)
            {
                yield return new ChatText(parted.Thoughts[thought..known], IsThought: true);
                thought = known;
            }
            if (parted.Said.Length > said)
            {
                yield return new ChatText(parted.Said[said..]);
                said = parted.Said.Length;
            }
        }
    }

    /// <summary>How much there is before what may be the beginning of the closing tag.</summary>
    private static int WithoutATag(string thoughts)
    {
        var at = thoughts.LastIndexOf('<');
        return at >= 0 && Close.StartsWith(thoughts[at..], StringComparison.Ordinal) ? thoughts.AsSpan(0, at).TrimEnd().Length : thoughts.Length;
    }
}

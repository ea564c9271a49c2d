using System.Text;
using SleepTime.Engine.ModelHosting.Prompts;
using SleepTime.Engine.Runtimes;

namespace SleepTime.Engine.RemoteEngines;

/// <summary>
/// A vocabulary for a model whose own is elsewhere: its tokens are the text itself, a few bytes each, so that prompts are
/// counted, compared and cut as for any model and can be read back to the letter before they are sent. How many bytes make a
/// token is an upper estimate: up to four letters with the space before them, two capitals, one digit or sign, two bytes of other
/// scripts. On texts in ten languages that came to 1.05 to 2 times, for scripts that newer models know well up to 5 times, what
/// the tokenizers of Llama 2 and 3, Mistral and OpenAI count; see docs/decisions/0025-remote-engines.md. Thread-safe.
/// </summary>
internal sealed class TextVocabulary : IVocabulary
{
    private const int KindShift = 28;
    private const int LetterBits = 7;
    private const int MostLetters = 4;
    private const int MostBlanks = 3;

    // What chat templates put around a turn, with what some say before the first, is no more than this many tokens.
    private const int TokensOfATurn = 8;
    private const int Filler = 3;

    private static readonly (string Text, ChatRole Role)[] Marks =
        [("<|system|>", ChatRole.System), ("<|user|>", ChatRole.User), ("<|assistant|>", ChatRole.Assistant)];

    /// <summary>Roles as marks; what the remote engine makes of them is its own template's matter.</summary>
    public static ChatTemplate Template { get; } = new()
    {
        Name = "remote",
        System = ("<|system|>", ""),
        User = ("<|user|>", ""),
        AssistantBefore = "<|assistant|>",
        AssistantAfter = "",
        Ends = [],
    };

    // Of kind 0 are marks; of kinds 1 to 3 that many bytes; of kind 4 four letters.
    public int Count => (MostLetters + 1) << KindShift;

    public bool IsEstimate => true;

    public int? BeginOfText => null;

    /// <summary>Never: where an answer ends is told by the remote engine.</summary>
    public bool IsEndOfGeneration(int token) => false;

    public int[] Tokenize(string text, bool parseSpecial)
    {
        var tokens = new List<int>(text.Length / 3 + 1);
        if (!parseSpecial)
            AddText(tokens, text);
        for (var at = 0; parseSpecial && at < text.Length;)
        {
            var (mark, next) = NextMark(text, at);
            AddText(tokens, text.AsSpan(at, next - at));
            at = next;
            if (mark < 0)
                continue;
            tokens.Add((int)Marks[mark].Role);
            tokens.AddRange(Enumerable.Repeat(Filler, TokensOfATurn - 1));
            at += Marks[mark].Text.Length;
        }
        return [.. tokens];
    }

    public ReadOnlyMemory<byte> GetBytes(int token)
    {
        var count = token >> KindShift;
        var bits = count == MostLetters ? LetterBits : 8;
        var bytes = new byte[count];
        for (var i = count - 1; i >= 0; i--, token >>= bits)
            bytes[i] = (byte)(token & ((1 << bits) - 1));
        return bytes;
    }

    /// <summary>The conversation that tokens stand for. The turn that the model is to write is not among it; a text without marks is the user's.</summary>
    public IReadOnlyList<ChatMessage> Read(IReadOnlyList<int> tokens)
    {
        var messages = new List<ChatMessage>();
        var bytes = new List<byte>();
        var role = ChatRole.User;
        foreach (var token in tokens)
        {
            if (token == Filler)
                continue;
            if (token < Filler)
            {
                End();
                role = (ChatRole)token;
            }
            else
            {
                bytes.AddRange(GetBytes(token).Span);
            }
        }
        End();
        return messages;

        void End()
        {
            if (bytes.Count > 0)
                messages.Add(new ChatMessage(role, Encoding.UTF8.GetString([.. bytes])));
            bytes.Clear();
        }
    }

    private static (int Mark, int At) NextMark(string text, int from)
    {
        var (first, at) = (-1, text.Length);
        for (var mark = 0; mark < Marks.Length; mark++)
        {
            if (text.IndexOf(Marks[mark].Text, from, StringComparison.Ordinal) is >= 0 and var found && found < at)
                (first, at) = (mark, found);
        }
        return (first, at);
    }

    private static void AddText(List<int> tokens, ReadOnlySpan<char> text)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(text)];
        Encoding.UTF8.GetBytes(text, bytes);
        ReadOnlySpan<byte> rest = bytes;
        while (rest.Length > 0)
        {
            // A code point of four bytes, such as most emoji, is spelled byte by byte in many vocabularies.
            var alone = rest[0] >= 0xF0 ? MostLetters : 1;
            for (var i = 0; i < alone && rest.Length > 0; i++)
            {
                var length = alone > 1 ? 1 : LengthAt(rest);
                tokens.Add(Pack(rest[..length]));
                rest = rest[length..];
            }
        }
    }

    private static int Pack(ReadOnlySpan<byte> bytes)
    {
        var token = 0;
        foreach (var one in bytes)
            token = (token << (bytes.Length == MostLetters ? LetterBits : 8)) | one;
        return token | (bytes.Length << KindShift);
    }

    private static int LengthAt(ReadOnlySpan<byte> rest)
    {
        var letter = rest[0] == ' ' && rest.Length > 1 ? 1 : 0;
        if (char.IsAsciiLetter((char)rest[letter]))
            return Letters(rest, letter);
        if (rest[0] is (byte)' ' or (byte)'\n')
            return Math.Max(1, Math.Min(MostBlanks, rest.IndexOfAnyExcept(rest[0]) is >= 0 and var other ? other : rest.Length));
        return rest[0] >= 0x80 && rest.Length > 1 && rest[1] is >= 0x80 and < 0xF0 ? 2 : 1;
    }

    private static int Letters(ReadOnlySpan<byte> rest, int first)
    {
        var most = Math.Min(rest.Length, MostLetters);
        if (first + 1 < most && char.IsAsciiLetterUpper((char)rest[first + 1]))
            return first + 2;
        var end = first + 1;
        while (end < most && char.IsAsciiLetterLower((char)rest[end]))
            end++;
        return end;
    }
}

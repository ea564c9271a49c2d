using System.Text;

namespace SleepTime.Engine.Generation;

/// <summary>
/// Turns the bytes of tokens into text: joins code points that were split between tokens, and holds back what may
/// become a stop string. Not thread-safe.
/// </summary>
internal sealed class TextAssembler(IReadOnlyList<string> stopStrings)
{
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly StringBuilder _given = new();
    private string _held = "";

    /// <summary>All text given out so far.</summary>
    public string Text => _given.ToString();

    /// <summary>True once a stop string came up; nothing is given out after it.</summary>
    public bool Stopped { get; private set; }

    /// <summary>Takes a token's bytes and returns the text that is certain now, possibly none.</summary>
    public string Add(ReadOnlySpan<byte> bytes) => Advance(bytes, flush: false);

    /// <summary>Returns what was held back when no more tokens come.</summary>
    public string Flush()
    {
        var rest = Advance([], flush: true);
        if (Stopped || _held.Length == 0)
            return rest;
        var held = _held;
        _held = "";
        _given.Append(held);
        return rest + held;
    }

    private string Advance(ReadOnlySpan<byte> bytes, bool flush)
    {
        if (Stopped)
            return "";

        // A lone token can complete up to three pending bytes: never more characters than bytes plus those.
        Span<char> chars = bytes.Length <= 252 ? stackalloc char[256] : new char[bytes.Length + 4];
        var count = _decoder.GetChars(bytes, chars, flush);
        if (count == 0)
            return "";

        var text = stopStrings.Count == 0 ? new string(chars[..count]) : Release(string.Concat(_held, chars[..count]));
        _given.Append(text);
        return text;
    }

    private string Release(string pending)
    {
        var stopAt = stopStrings.Select(stop => pending.IndexOf(stop, StringComparison.Ordinal)).Where(at => at >= 0).DefaultIfEmpty(-1).Min();
        if (stopAt >= 0)
        {
            Stopped = true;
            _held = "";
            return pending[..stopAt];
        }

        var keep = stopStrings.Max(stop => LongestEndThatBegins(pending, stop));
        _held = pending[^keep..];
        return pending[..^keep];
    }

    /// <summary>How many characters at the end of the text are a beginning of the stop string.</summary>
    private static int LongestEndThatBegins(string text, string stop)
    {
        for (var length = Math.Min(text.Length, stop.Length - 1); length > 0; length--)
        {
            if (text.AsSpan(text.Length - length).SequenceEqual(stop.AsSpan(0, length)))
                return length;
        }
        return 0;
    }
}

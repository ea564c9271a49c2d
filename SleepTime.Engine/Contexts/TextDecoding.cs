using System.Text;

namespace SleepTime.Engine.Contexts;

/// <summary>
/// Bytes to text without guessing: UTF-8, or UTF-16 when a byte order mark says so. A wrong guess would store nonsense
/// that nobody sees until an answer is wrong.
/// </summary>
internal static class TextDecoding
{
    private static readonly Encoding[] _marked =
    [
        new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true),
        new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
        new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true),
    ];

    /// <exception cref="ContextRefusedException">The bytes are no text, or text in another encoding.</exception>
    public static string Decode(string subject, ReadOnlySpan<byte> bytes)
    {
        var encoding = _marked[0];
        foreach (var candidate in _marked)
        {
            if (!bytes.StartsWith(candidate.Preamble))
                continue;
            encoding = candidate;
            bytes = bytes[candidate.Preamble.Length..];
            break;
        }

        if (encoding is UTF8Encoding && bytes.Contains((byte)0))
        {
            if (SeemsUtf16(bytes))
            {
                throw new ContextRefusedException(ContextRefusal.WrongEncoding,
                    $"{subject} seems to be UTF-16 text without the byte order mark that would say so. Save it with the encoding UTF-8 and give it again.");
            }
            throw new ContextRefusedException(ContextRefusal.NotText,
                $"{subject} is not text: its {bytes.Length:N0} bytes hold zeros, as programs, pictures and office files do. Open it in the program that made it and save or copy it as plain text.");
        }

        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw new ContextRefusedException(ContextRefusal.WrongEncoding,
                $"{subject} is not {(encoding is UTF8Encoding ? "UTF-8" : "UTF-16")} text: of its {bytes.Length:N0} bytes, those at {e.Index:N0} are no character. Save it with the encoding UTF-8 and give it again.");
        }
    }

    /// <summary>Most pairs of bytes have a zero on the same side, and none on the other, as text of Western letters has. It is not decoded on that ground: a guess.</summary>
    private static bool SeemsUtf16(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 4 || bytes.Length % 2 != 0)
            return false;
        Span<int> zeros = [0, 0];
        for (var at = 0; at < bytes.Length; at++)
            zeros[at % 2] += bytes[at] == 0 ? 1 : 0;
        return Math.Min(zeros[0], zeros[1]) == 0 && Math.Max(zeros[0], zeros[1]) * 4 > bytes.Length;
    }

    /// <summary>Pasted text can hold half of a surrogate pair, which no encoding can store.</summary>
    /// <exception cref="ContextRefusedException">It does.</exception>
    public static void RefuseBrokenPairs(string subject, string text)
    {
        for (var at = 0; at < text.Length; at += char.IsSurrogatePair(text, at) ? 2 : 1)
        {
            if (char.IsSurrogate(text[at]) && !char.IsSurrogatePair(text, at))
            {
                throw new ContextRefusedException(ContextRefusal.WrongEncoding,
                    $"{subject} is broken: the one at {at:N0} of its {text.Length:N0} characters is half of a pair. Copy it anew from where it comes.");
            }
        }
    }
}

using System.Text;
using SleepTime.Engine.ModelHosting;

namespace SleepTime.Engine.Contexts;

/// <summary>
/// The checks that a text passes before anything of it is stored. What comes out has line breaks of one kind and no
/// white space around it, so that the same words give the same content hash from any editor. Thread-safe.
/// </summary>
internal sealed class TextIntake(int maxBytes)
{
    // An escape character now and then is left alone; many of them are not text.
    private const int ControlCharactersPerMille = 10;

    // Most texts are this short; a longer one gets twice the room each time.
    private const int FirstRead = 16_384;

    /// <summary>Reads one byte more than the limit at most.</summary>
    /// <exception cref="ContextRefusedException">Its size, encoding or content is not accepted.</exception>
    public async Task<string> ReadAsync(string fileName, Stream content, CancellationToken cancellationToken)
    {
        var subject = $"\"{ContextTitle.OfFile(fileName)}\"";
        var bytes = await ReadAsync(content, cancellationToken);
        if (bytes.Length > maxBytes)
            throw TooLarge(subject, content.CanSeek ? $"{content.Length:N0} bytes" : $"more than {maxBytes:N0} bytes");
        return Check(subject, TextDecoding.Decode(subject, bytes.Span));
    }

    private async Task<ReadOnlyMemory<byte>> ReadAsync(Stream content, CancellationToken cancellationToken)
    {
        var most = maxBytes + 1;
        var bytes = new byte[Math.Min(FirstRead, most)];
        var count = 0;
        while (true)
        {
            count += await content.ReadAtLeastAsync(bytes.AsMemory(count), bytes.Length - count, throwOnEndOfStream: false, cancellationToken);
            if (count < bytes.Length || count == most)
                return bytes.AsMemory(0, count);
            Array.Resize(ref bytes, Math.Min(bytes.Length * 2, most));
        }
    }

    /// <summary>Checks a pasted text.</summary>
    /// <exception cref="ContextRefusedException">It is empty, not text, or too large.</exception>
    public string Accept(string text)
    {
        const string subject = "The text";
        TextDecoding.RefuseBrokenPairs(subject, text);
        var bytes = Encoding.UTF8.GetByteCount(text);
        if (bytes > maxBytes)
            throw TooLarge(subject, $"{bytes:N0} bytes");
        return Check(subject, text);
    }

    /// <summary>Length of a text by the model's tokenizer. A text of any length is taken: what is longer than the model reads at once is read in sections.</summary>
    public static int Measure(string text, HostedModel model) => model.Vocabulary.Tokenize(text, parseSpecial: false).Length;

    private static string Check(string subject, string text)
    {
        RefuseControlCharacters(subject, text);
        var clean = text.ReplaceLineEndings("\n").Trim();
        return clean.Length > 0
            ? clean
            : throw new ContextRefusedException(ContextRefusal.Empty,
                $"{subject} is empty: it has {text.Length:N0} characters and no word among them, and at least one is needed. Give a text with something to read.");
    }

    private static void RefuseControlCharacters(string subject, string text)
    {
        var controls = text.Count(character => char.IsControl(character) && !char.IsWhiteSpace(character));
        if (text.Contains('\0') || controls * 1000L > text.Length * (long)ControlCharactersPerMille)
        {
            throw new ContextRefusedException(ContextRefusal.NotText,
                $"{subject} is not text: {controls:N0} of its {text.Length:N0} characters are control characters. Open it in the program that made it and save or copy it as plain text.");
        }
    }

    private ContextRefusedException TooLarge(string subject, string size) => new(ContextRefusal.TooLarge,
        $"{subject} has {size}; at most {maxBytes:N0} bytes are accepted. Divide it, or raise SleepTime:Upload:MaxBytes.");
}

using System.Text;
using SleepTime.Engine.Runtimes;

namespace SleepTime.Tests.Support;

/// <summary>A token per UTF-8 byte, and two control tokens after them.</summary>
public sealed class FakeVocabulary : IVocabulary
{
    public const int Start = 256;
    public const int End = 257;

    private static readonly (string Text, int Token)[] Controls = [("<|im_start|>", Start), ("<|im_end|>", End)];

    public int Count => 258;

    public int? BeginOfText { get; init; }

    public bool IsEndOfGeneration(int token) => token == End;

    public int[] Tokenize(string text, bool parseSpecial)
    {
        List<int> tokens = [];
        for (var at = 0; at < text.Length;)
        {
            var control = parseSpecial ? Controls.FirstOrDefault(entry => string.CompareOrdinal(text, at, entry.Text, 0, entry.Text.Length) == 0) : default;
            if (control.Text is not null)
            {
                tokens.Add(control.Token);
                at += control.Text.Length;
                continue;
            }
            var length = char.IsHighSurrogate(text[at]) && at + 1 < text.Length ? 2 : 1;
            tokens.AddRange(Encoding.UTF8.GetBytes(text.Substring(at, length)).Select(one => (int)one));
            at += length;
        }
        return [.. tokens];
    }

    public ReadOnlyMemory<byte> GetBytes(int token) => token < 256 ? new[] { (byte)token } : ReadOnlyMemory<byte>.Empty;

    /// <summary>The text of tokens, control tokens written out.</summary>
    public static string TextOf(IEnumerable<int> tokens)
    {
        var bytes = tokens.SelectMany(token => token < 256 ? [(byte)token] : Encoding.UTF8.GetBytes(Controls.First(entry => entry.Token == token).Text));
        return Encoding.UTF8.GetString([.. bytes]);
    }
}

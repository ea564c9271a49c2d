using System.Text;
using SleepTime.Engine.Runtimes.LlamaCpp.Interop;

namespace SleepTime.Engine.Runtimes.LlamaCpp;

/// <summary>The vocabulary of a loaded model. What is asked for with every token is read once; tokenising is llama.cpp's.</summary>
internal sealed unsafe class LlamaVocabulary : IVocabulary
{
    /// <summary>Far above any context; llama.cpp needs some thirty times as much memory to split a text into words.</summary>
    public const int LongestTextBytes = 64 << 20;

    private readonly ModelHandle _model;
    private readonly TokenTable _tokens;

    public LlamaVocabulary(ModelHandle model)
    {
        _model = model;
        using var reference = model.Use();
        var vocabulary = LlamaApi.ModelVocabulary(model);
        _tokens = TokenTable.Read(vocabulary);

        var begin = LlamaApi.AddsBeginOfText(vocabulary) ? LlamaApi.BeginOfText(vocabulary) : -1;
        BeginOfText = begin < 0 ? null : begin;
    }

    public int Count => _tokens.Count;

    /// <summary>Hash over every token's bytes and what it ends, in lower-case hex.</summary>
    public string Sha256 => _tokens.Sha256;

    public int? BeginOfText { get; }

    public bool IsEndOfGeneration(int token) => _tokens.EndsGeneration(token);

    public ReadOnlyMemory<byte> GetBytes(int token) => _tokens.Bytes(token);

    public int[] Tokenize(string text, bool parseSpecial)
    {
        ArgumentNullException.ThrowIfNull(text);
        using var reference = _model.Use();
        if (text.Length == 0)
            return [];
        if (text.Length > LongestTextBytes || Encoding.UTF8.GetByteCount(text) > LongestTextBytes)
            throw new ArgumentException($"A text of more than {LongestTextBytes >> 20} MiB cannot be tokenised at once: split it.", nameof(text));

        // Halves of surrogate pairs have no UTF-8; the encoder puts U+FFFD in their place.
        return Tokenize(LlamaApi.ModelVocabulary(_model), Encoding.UTF8.GetBytes(text), parseSpecial);
    }

    private static int[] Tokenize(nint vocabulary, byte[] text, bool parseSpecial)
    {
        // Prose has about three bytes a token. Where that is too few, the first call tells the size for a second.
        var tokens = new int[text.Length / 3 + 16];
        var count = Tokenize(vocabulary, text, tokens, parseSpecial);
        if (count < 0)
        {
            tokens = new int[-count];
            count = Tokenize(vocabulary, text, tokens, parseSpecial);
        }

        return tokens[..count];
    }

    private static int Tokenize(nint vocabulary, byte[] text, int[] tokens, bool parseSpecial)
    {
        fixed (byte* textStart = text)
        fixed (int* tokensStart = tokens)
            return LlamaApi.Tokenize(vocabulary, textStart, text.Length, tokensStart, tokens.Length, addSpecial: false, parseSpecial);
    }
}

using System.Text;
using SleepTime.Engine.Runtimes.InProcess;
using SleepTime.Engine.Runtimes.LlamaCpp.Interop;

namespace SleepTime.Engine.Runtimes.LlamaCpp;

/// <summary>The vocabulary of a loaded model. What is asked for with every token is read once; tokenising is llama.cpp's.</summary>
internal sealed unsafe class LlamaVocabulary : IVocabulary
{
    private readonly ModelHandle _model;
    private readonly TokenTable _tokens;

    public LlamaVocabulary(ModelHandle model)
    {
        _model = model;
        using var reference = model.Use();
        var vocabulary = LlamaApi.ModelVocabulary(model);
        _tokens = TokenTable.Read(
            LlamaApi.VocabularyCount(vocabulary), (token, target) => Write(vocabulary, token, target), token => LlamaApi.IsEndOfGeneration(vocabulary, token));

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
        TokenizableText.Verify(text);

        // Halves of surrogate pairs have no UTF-8; the encoder puts U+FFFD in their place.
        return Tokenize(LlamaApi.ModelVocabulary(_model), Encoding.UTF8.GetBytes(text), parseSpecial);
    }

    private static int Write(nint vocabulary, int token, Span<byte> target)
    {
        fixed (byte* start = target)
            return LlamaApi.TokenBytes(vocabulary, token, start, target.Length, skipSpaces: 0, special: false);
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

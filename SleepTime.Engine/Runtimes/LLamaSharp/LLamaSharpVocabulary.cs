using System.Runtime.InteropServices;
using System.Text;
using LLama.Native;
using SleepTime.Engine.Runtimes.InProcess;

namespace SleepTime.Engine.Runtimes.LLamaSharp;

/// <summary>The vocabulary of a loaded model. What is asked for with every token is read once; tokenising is llama.cpp's.</summary>
internal sealed class LLamaSharpVocabulary : IVocabulary
{
    private readonly SharedModel _model;
    private readonly TokenTable _tokens;

    public LLamaSharpVocabulary(SharedModel model)
    {
        _model = model;
        var vocabulary = model.Handle.Vocab;
        _tokens = TokenTable.Read(vocabulary.Count, Write, token => ((LLamaToken)token).IsEndOfGeneration(vocabulary));
        BeginOfText = vocabulary.ShouldAddBOS && vocabulary.BOS is { } begin ? (int)begin : null;
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
        using var use = _model.Use();
        if (text.Length == 0)
            return [];
        TokenizableText.Verify(text);

        // Halves of surrogate pairs have no UTF-8; the encoder puts U+FFFD in their place.
        var tokens = _model.Handle.Tokenize(text, addBos: false, parseSpecial, Encoding.UTF8);
        return MemoryMarshal.Cast<LLamaToken, int>(tokens).ToArray();
    }

    private int Write(int token, Span<byte> target)
    {
        var length = (int)_model.Handle.TokenToSpan(token, target);
        return length <= target.Length ? length : -length;
    }
}

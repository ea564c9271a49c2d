namespace SleepTime.Engine.Runtimes;

/// <summary>Text to token ids and back. Thread-safe.</summary>
public interface IVocabulary
{
    /// <summary>Number of tokens; ids are 0 to <c>Count - 1</c>.</summary>
    int Count { get; }

    /// <summary>True when its tokens are not those of the model, whose own nobody here knows: numbers of them are upper estimates.</summary>
    bool IsEstimate => false;

    /// <summary>The token that begins every prompt, or null when the model wants none.</summary>
    int? BeginOfText { get; }

    /// <summary>True for tokens after which nothing more is to be generated.</summary>
    bool IsEndOfGeneration(int token);

    /// <summary>
    /// Token ids of <paramref name="text"/>, without a begin token. With <paramref name="parseSpecial"/> false,
    /// text that looks like a control token stays text: use true for template pieces only.
    /// </summary>
    int[] Tokenize(string text, bool parseSpecial);

    /// <summary>
    /// The UTF-8 bytes of one token, possibly a part of a code point. Control tokens give no bytes.
    /// </summary>
    ReadOnlyMemory<byte> GetBytes(int token);
}

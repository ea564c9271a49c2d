using System.Runtime.InteropServices;

namespace SleepTime.Engine.Runtimes.LlamaCpp.Interop;

internal static unsafe partial class LlamaApi
{
    /// <summary>Owned by the model: use it only while a reference to the model's handle is held.</summary>
    [LibraryImport(Library, EntryPoint = "llama_model_get_vocab")]
    internal static partial nint ModelVocabulary(ModelHandle model);

    /// <summary>0 for a model without vocabulary, on which every other function here asserts.</summary>
    [LibraryImport(Library, EntryPoint = "llama_vocab_type")]
    internal static partial int VocabularyType(nint vocabulary);

    [LibraryImport(Library, EntryPoint = "llama_vocab_n_tokens")]
    internal static partial int VocabularyCount(nint vocabulary);

    [LibraryImport(Library, EntryPoint = "llama_vocab_is_eog")]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool IsEndOfGeneration(nint vocabulary, int token);

    [LibraryImport(Library, EntryPoint = "llama_vocab_bos")]
    internal static partial int BeginOfText(nint vocabulary);

    [LibraryImport(Library, EntryPoint = "llama_vocab_get_add_bos")]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool AddsBeginOfText(nint vocabulary);

    /// <summary>Number of tokens; the negative of it when they do not fit, <see cref="int.MinValue"/> when uncountable.</summary>
    [LibraryImport(Library, EntryPoint = "llama_tokenize")]
    internal static partial int Tokenize(
        nint vocabulary,
        byte* text,
        int textLength,
        int* tokens,
        int capacity,
        [MarshalAs(UnmanagedType.U1)] bool addSpecial,
        [MarshalAs(UnmanagedType.U1)] bool parseSpecial);

    /// <summary>Number of bytes; the negative of it when they do not fit.</summary>
    [LibraryImport(Library, EntryPoint = "llama_token_to_piece")]
    internal static partial int TokenBytes(
        nint vocabulary,
        int token,
        byte* buffer,
        int capacity,
        int skipSpaces,
        [MarshalAs(UnmanagedType.U1)] bool special);
}

using System.Runtime.InteropServices;

namespace SleepTime.Engine.Runtimes.LlamaCpp.Interop;

internal static unsafe partial class LlamaApi
{
    /// <summary>Version of a sequence's state in this release (LLAMA_STATE_SEQ_VERSION).</summary>
    internal const int SequenceStateVersion = 3;

    [LibraryImport(Library, EntryPoint = "llama_state_seq_get_size")]
    internal static partial nuint SequenceStateSize(ContextHandle context, int sequence);

    /// <summary>Bytes written; 0 when it failed.</summary>
    [LibraryImport(Library, EntryPoint = "llama_state_seq_get_data")]
    internal static partial nuint GetSequenceState(ContextHandle context, byte* target, nuint size, int sequence);

    /// <summary>Bytes read; 0 when it failed, and a part may have been taken over then.</summary>
    [LibraryImport(Library, EntryPoint = "llama_state_seq_set_data")]
    internal static partial nuint SetSequenceState(ContextHandle context, byte* source, nuint size, int sequence);
}

using System.Runtime.InteropServices;

namespace SleepTime.Engine.Runtimes.LlamaCpp.Interop;

internal static unsafe partial class LlamaApi
{
    [LibraryImport(Library, EntryPoint = "llama_init_from_model")]
    internal static partial nint CreateContext(ModelHandle model, LlamaContextParams options);

    [LibraryImport(Library, EntryPoint = "llama_free")]
    internal static partial void FreeContext(nint context);

    [LibraryImport(Library, EntryPoint = "llama_attach_threadpool")]
    internal static partial void AttachThreadpool(nint context, nint threadpool, nint batchThreadpool);

    [LibraryImport(Library, EntryPoint = "llama_n_ctx")]
    internal static partial uint ContextLength(ContextHandle context);

    [LibraryImport(Library, EntryPoint = "llama_n_batch")]
    internal static partial uint BatchSize(ContextHandle context);

    [LibraryImport(Library, EntryPoint = "llama_n_seq_max")]
    internal static partial uint MaxSequences(ContextHandle context);

    /// <summary>Owned by the context; null when the model has no KV cache.</summary>
    [LibraryImport(Library, EntryPoint = "llama_get_memory")]
    internal static partial nint Memory(ContextHandle context);

    /// <summary>0 done, 1 no room, 2 aborted, negative failed.</summary>
    [LibraryImport(Library, EntryPoint = "llama_decode")]
    internal static partial int Decode(ContextHandle context, LlamaBatch batch);

    /// <summary>Waits until what was decoded is computed: on a GPU, decode returns before that.</summary>
    [LibraryImport(Library, EntryPoint = "llama_synchronize")]
    internal static partial void Synchronize(ContextHandle context);

    [LibraryImport(Library, EntryPoint = "llama_get_logits_ith")]
    internal static partial float* Logits(ContextHandle context, int batchIndex);

    [LibraryImport(Library, EntryPoint = "llama_memory_clear")]
    internal static partial void ClearMemory(nint memory, [MarshalAs(UnmanagedType.U1)] bool clearData);

    /// <summary>Removes positions <paramref name="from"/> up to, not including, <paramref name="to"/>; negative means no limit.</summary>
    [LibraryImport(Library, EntryPoint = "llama_memory_seq_rm")]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool RemoveFromSequence(nint memory, int sequence, int from, int to);

    [LibraryImport(Library, EntryPoint = "llama_memory_seq_cp")]
    internal static partial void CopySequence(nint memory, int source, int target, int from, int to);

    /// <summary>The largest position of the sequence, -1 when it is empty.</summary>
    [LibraryImport(Library, EntryPoint = "llama_memory_seq_pos_max")]
    internal static partial int LastPosition(nint memory, int sequence);
}

using System.Runtime.InteropServices;

namespace SleepTime.Engine.Runtimes.LlamaCpp.Interop;

internal static unsafe partial class LlamaApi
{
    [LibraryImport(Library, EntryPoint = "llama_model_load_from_file", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial ModelHandle LoadModel(string path, LlamaModelParams options);

    [LibraryImport(Library, EntryPoint = "llama_model_free")]
    internal static partial void FreeModel(nint model);

    [LibraryImport(Library, EntryPoint = "llama_model_size")]
    internal static partial ulong ModelSize(ModelHandle model);

    [LibraryImport(Library, EntryPoint = "llama_model_n_params")]
    internal static partial ulong ModelParameterCount(ModelHandle model);

    [LibraryImport(Library, EntryPoint = "llama_model_n_ctx_train")]
    internal static partial int ModelTrainedContextLength(ModelHandle model);

    [LibraryImport(Library, EntryPoint = "llama_model_n_embd")]
    internal static partial int ModelEmbeddingLength(ModelHandle model);

    [LibraryImport(Library, EntryPoint = "llama_model_n_layer")]
    internal static partial int ModelLayerCount(ModelHandle model);

    [LibraryImport(Library, EntryPoint = "llama_model_n_head")]
    internal static partial int ModelHeadCount(ModelHandle model);

    [LibraryImport(Library, EntryPoint = "llama_model_n_head_kv")]
    internal static partial int ModelKeyValueHeadCount(ModelHandle model);

    [LibraryImport(Library, EntryPoint = "llama_model_n_swa")]
    internal static partial int ModelSlidingWindow(ModelHandle model);

    [LibraryImport(Library, EntryPoint = "llama_model_is_recurrent")]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool ModelIsRecurrent(ModelHandle model);

    [LibraryImport(Library, EntryPoint = "llama_model_is_hybrid")]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool ModelIsHybrid(ModelHandle model);

    [LibraryImport(Library, EntryPoint = "llama_model_is_diffusion")]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool ModelIsDiffusion(ModelHandle model);

    [LibraryImport(Library, EntryPoint = "llama_model_has_encoder")]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool ModelHasEncoder(ModelHandle model);

    [LibraryImport(Library, EntryPoint = "llama_model_has_decoder")]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool ModelHasDecoder(ModelHandle model);

    /// <summary>Text owned by the model, or null; a null <paramref name="name"/> asks for the default template.</summary>
    [LibraryImport(Library, EntryPoint = "llama_model_chat_template", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint ModelChatTemplate(ModelHandle model, string? name);

    /// <summary>Length of the value in bytes, also when the buffer is too small for it; -1 when the key is missing.</summary>
    [LibraryImport(Library, EntryPoint = "llama_model_meta_val_str", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int ModelMetadata(ModelHandle model, string key, byte* buffer, nuint size);
}

using LLama.Native;

namespace SleepTime.Engine.Runtimes.LLamaSharp;

/// <summary>
/// Refuses native files of another llama.cpp than LLamaSharp was made for, as far as they can be told: they do not name
/// their release, but where structures lie otherwise their defaults come out wrong.
/// </summary>
internal static class LLamaSharpRelease
{
    /// <exception cref="RuntimeUnavailableException">The defaults are not those of the release.</exception>
    public static void Verify(LLamaModelParams model, LLamaContextParams context)
    {
        var modelAgrees = model is
        {
            n_gpu_layers: -1, split_mode: GPUSplitMode.Layer, load_mode: LLamaLoadMode.MemoryMap, main_gpu: 0,
            vocab_only: false, check_tensors: false, use_extra_bufts: true, no_host: false, no_alloc: false,
        };
        var contextAgrees = context is
        {
            n_ctx: 512, n_batch: 2048, n_ubatch: 512, n_seq_max: 1, n_outputs_max: 0, n_threads: 4,
            llama_flash_attn_type: LLamaFlashAttentionType.LLAMA_FLASH_ATTENTION_TYPE_AUTO,
            type_k: GGMLType.GGML_TYPE_F16, type_v: GGMLType.GGML_TYPE_F16,
            offload_kqv: true, swa_full: true, kv_unified: false, samplers: 0, n_samplers: 0, ctx_other: 0,
        };
        if (!modelAgrees || !contextAgrees)
            throw new RuntimeUnavailableException(
                $"The llama.cpp beside LLamaSharp {LLamaSharpLibrary.PackageVersion} is not the release that it speaks to ({LLamaSharpLibrary.LlamaCppCommit}): build SleepTime anew to restore the right one.");
    }
}

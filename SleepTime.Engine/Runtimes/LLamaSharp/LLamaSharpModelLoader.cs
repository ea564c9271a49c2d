using LLama.Exceptions;
using LLama.Native;
using SleepTime.Engine.Runtimes.Gguf;
using SleepTime.Engine.Runtimes.InProcess;

namespace SleepTime.Engine.Runtimes.LLamaSharp;

/// <summary>Turns a GGUF file into a model, and whatever may be wrong with it into a sentence.</summary>
internal static class LLamaSharpModelLoader
{
    private static readonly string[] RecurrentParts = ["ssm", "shortconv", "wkv", "kda"];

    public static LLamaSharpModel Load(ModelLoadOptions options, IProgress<float>? progress, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(options.Path);
        var header = GgufCheck.Verify(path, cancellationToken);

        var model = LoadNative(path, options, new LoadWatch(progress, cancellationToken));
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            RefuseWhatCannotGenerate(model, path);
            var loaded = new LLamaSharpModel(model, path, RemembersByPosition(model, header), onProcessor: options.GpuLayers == 0 || !NativeApi.llama_supports_gpu_offload());
            progress?.Report(1);
            return loaded;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private static unsafe SafeLlamaModelHandle LoadNative(string path, ModelLoadOptions options, LoadWatch watch)
    {
        LlamaProgressCallback report = (share, _) => watch.Report(share);
        var parameters = LLamaModelParams.Default();
        parameters.n_gpu_layers = options.GpuLayers;
        // Where nothing goes to a GPU there is nothing to split, and a main GPU would not exist.
        var split = (options.GpuLayers == 0 ? null : options.Split) ?? new DeviceSplit();
        parameters.split_mode = (GPUSplitMode)(int)split.Mode;
        parameters.main_gpu = split.MainGpu;
        // Read while the model loads, no longer.
        var shares = stackalloc float[(int)NativeApi.llama_max_devices()];
        if (split.Shares is { Count: > 0 } given)
        {
            for (var i = 0; i < (int)NativeApi.llama_max_devices(); i++)
                shares[i] = i < given.Count ? given[i] : 0;
            parameters.tensor_split = shares;
        }
        parameters.progress_callback = report;

        NativeLog.TakeFirstError();
        try
        {
            return SafeLlamaModelHandle.LoadFromFile(path, parameters);
        }
        catch (LoadWeightsFailedException)
        {
            throw watch.Refusal(path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new ModelLoadException($"'{path}' cannot be read: {cause.Message}", cause);
        }
        finally
        {
            GC.KeepAlive(report);
        }
    }

    /// <summary>
    /// Whether its memory is a KV cache of whole sequences and nothing else. LLamaSharp does not tell hybrid models; their
    /// recurrent blocks have settings of their own in the header.
    /// </summary>
    private static bool RemembersByPosition(SafeLlamaModelHandle model, GgufHeader header) =>
        !model.IsRecurrent && model.SWACount == 0
        && !RecurrentParts.Any(part => header.HasAny($"{header.Architecture}.{part}."));

    private static void RefuseWhatCannotGenerate(SafeLlamaModelHandle model, string path)
    {
        if (model.HasEncoder || !model.HasDecoder || model.IsDiffusion)
            throw new ModelLoadException($"'{path}' does not generate text token by token: choose a chat or instruct model.");
        if (model.Vocab.Type == LLamaVocabType.None || model.Vocab.Count == 0)
            throw new ModelLoadException($"'{path}' has no vocabulary, so no text can be read or written with it: choose another model.");
    }
}

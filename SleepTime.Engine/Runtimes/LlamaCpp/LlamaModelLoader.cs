using SleepTime.Engine.Runtimes.Gguf;
using SleepTime.Engine.Runtimes.InProcess;
using SleepTime.Engine.Runtimes.LlamaCpp.Interop;

namespace SleepTime.Engine.Runtimes.LlamaCpp;

/// <summary>Turns a GGUF file into a model, and whatever may be wrong with it into a sentence.</summary>
internal static unsafe class LlamaModelLoader
{
    public static LlamaModel Load(ModelLoadOptions options, IProgress<float>? progress, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(options.Path);
        GgufCheck.Verify(path, cancellationToken);

        var model = LoadNative(path, options, progress, cancellationToken);
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            RefuseWhatCannotGenerate(model, path);
            var loaded = new LlamaModel(model, path, onProcessor: options.GpuLayers == 0 || !LlamaApi.SupportsGpuOffload());
            progress?.Report(1);
            return loaded;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private static ModelHandle LoadNative(string path, ModelLoadOptions options, IProgress<float>? progress, CancellationToken cancellationToken)
    {
        var watch = new LoadWatch(progress, cancellationToken);
        using var load = new LoadProgress(watch);
        var parameters = LlamaApi.DefaultModelParams();
        parameters.GpuLayers = options.GpuLayers;
        // Where nothing goes to a GPU there is nothing to split, and a main GPU would not exist.
        var split = (options.GpuLayers == 0 ? null : options.Split) ?? new DeviceSplit();
        parameters.SplitMode = (int)split.Mode;
        parameters.MainGpu = split.MainGpu;
        // Read while the model loads, no longer. An empty list of devices keeps everything off them, large batches too.
        var none = stackalloc nint[] { 0 };
        if (options.GpuLayers == 0)
            parameters.Devices = (nint)none;
        var shares = stackalloc float[(int)LlamaApi.MaxDevices()];
        if (split.Shares is { Count: > 0 } given)
        {
            for (var i = 0; i < (int)LlamaApi.MaxDevices(); i++)
                shares[i] = i < given.Count ? given[i] : 0;
            parameters.TensorSplit = (nint)shares;
        }
        parameters.ProgressCallback = LoadProgress.Callback;
        parameters.ProgressCallbackData = load.CallbackData;

        NativeLog.TakeFirstError();
        var model = LlamaApi.LoadModel(path, parameters);
        if (!model.IsInvalid)
            return model;

        model.Dispose();
        throw watch.Refusal(path);
    }

    private static void RefuseWhatCannotGenerate(ModelHandle model, string path)
    {
        if (LlamaApi.ModelHasEncoder(model) || !LlamaApi.ModelHasDecoder(model) || LlamaApi.ModelIsDiffusion(model))
            throw new ModelLoadException($"'{path}' does not generate text token by token: choose a chat or instruct model.");

        var vocabulary = LlamaApi.ModelVocabulary(model);
        if (LlamaApi.VocabularyType(vocabulary) == 0 || LlamaApi.VocabularyCount(vocabulary) == 0)
            throw new ModelLoadException($"'{path}' has no vocabulary, so no text can be read or written with it: choose another model.");
    }
}

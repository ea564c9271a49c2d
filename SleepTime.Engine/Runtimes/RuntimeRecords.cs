namespace SleepTime.Engine.Runtimes;

/// <summary>What a runtime is: its name, the llama.cpp release behind it, and the devices it found.</summary>
public sealed record RuntimeDescription(string Name, string Version, IReadOnlyList<RuntimeDevice> Devices)
{
    /// <summary>Why no GPU can be used although it was built for one, and what to do; null when one can, or none is meant to.</summary>
    public string? GpuProblem { get; init; }
}

/// <param name="Name">Short name, such as "CPU" or "CUDA0".</param>
/// <param name="Description">What the device calls itself.</param>
/// <param name="FreeBytes">Memory free now, 0 when unknown.</param>
/// <param name="TotalBytes">All its memory, 0 when unknown.</param>
/// <param name="Kind">What it is.</param>
public sealed record RuntimeDevice(string Name, string Description, long FreeBytes, long TotalBytes, DeviceKind Kind = DeviceKind.Processor);

/// <summary>Kinds of devices that compute, in the order of ggml's own numbers.</summary>
public enum DeviceKind
{
    Processor,

    /// <summary>A GPU with memory of its own.</summary>
    Gpu,

    /// <summary>A GPU that shares the processor's memory.</summary>
    IntegratedGpu,

    /// <summary>Helps the processor with some operations, such as a BLAS library.</summary>
    Accelerator,
}

/// <summary>How a model is spread over several GPUs.</summary>
public enum SplitMode
{
    /// <summary>All on one of them.</summary>
    None,

    /// <summary>Whole layers, with their part of the KV cache.</summary>
    Layer,
}

/// <summary>Which GPUs take what of a model.</summary>
/// <param name="MainGpu">The one that takes all with <see cref="SplitMode.None"/>; 0 for the first.</param>
/// <param name="Shares">A share for each GPU, in any unit; empty to go by their free memory.</param>
public sealed record DeviceSplit(SplitMode Mode = SplitMode.Layer, int MainGpu = 0, IReadOnlyList<float>? Shares = null);

/// <param name="Path">The GGUF file.</param>
/// <param name="GpuLayers">Layers put on GPUs, the output counting as the last: negative for all, 0 for none, which leaves GPUs alone.</param>
/// <param name="Split">How they are spread; null for whole layers by free memory.</param>
public sealed record ModelLoadOptions(string Path, int GpuLayers = 0, DeviceSplit? Split = null);

/// <param name="CellCount">KV cells in the pool that all sequences share.</param>
/// <param name="MaxSequences">Sequences, 1 to 256.</param>
/// <param name="BatchSize">Most tokens of one decode.</param>
/// <param name="Threads">Compute threads; 0 chooses by the model and the processors that this process may use.</param>
public sealed record InferenceContextOptions(int CellCount, int MaxSequences, int BatchSize, int Threads = 0);

/// <summary>What the GGUF file says of the model.</summary>
/// <param name="Name">Its own name, or the file's.</param>
/// <param name="Architecture">Such as "llama".</param>
/// <param name="ParameterCount">Number of weights.</param>
/// <param name="SizeBytes">Bytes of all tensors.</param>
/// <param name="TrainedContextLength">Tokens it was trained on.</param>
/// <param name="EmbeddingLength">Width of the residual stream.</param>
/// <param name="LayerCount">Transformer blocks.</param>
/// <param name="ChatTemplate">The template in the file, null when it has none.</param>
/// <param name="SupportsPrefixSharing">False for recurrent, hybrid and sliding-window memory, whose prefixes cannot be cut and shared freely.</param>
public sealed record ModelDescription(
    string Name,
    string Architecture,
    long ParameterCount,
    long SizeBytes,
    int TrainedContextLength,
    int EmbeddingLength,
    int LayerCount,
    string? ChatTemplate,
    bool SupportsPrefixSharing);

/// <summary>How the next token is drawn. <see cref="Temperature"/> 0 is greedy and ignores the rest.</summary>
/// <param name="Temperature">0 to 2.</param>
/// <param name="TopK">Keep the k likeliest tokens; 0 keeps all.</param>
/// <param name="TopP">Keep the smallest set with this much probability, above 0 to 1; 1 keeps all.</param>
/// <param name="MinP">Drop tokens less likely than this share of the likeliest, 0 to 1.</param>
/// <param name="Seed">Same seed, same draw; null takes a new one each time.</param>
public sealed record SamplingOptions(float Temperature = 0, int TopK = 40, float TopP = 0.95f, float MinP = 0.05f, uint? Seed = null)
{
    public static SamplingOptions Greedy { get; } = new();

    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public void Verify()
    {
        Require(Temperature is >= 0 and <= 2, nameof(Temperature), Temperature, "0 to 2");
        Require(TopK >= 0, nameof(TopK), TopK, "0 or more");
        Require(TopP is > 0 and <= 1, nameof(TopP), TopP, "above 0 to 1");
        Require(MinP is >= 0 and <= 1, nameof(MinP), MinP, "0 to 1");

        static void Require(bool holds, string name, object value, string range)
        {
            if (!holds)
                throw new ArgumentOutOfRangeException(name, value, $"{name} has to be {range}.");
        }
    }
}

public enum DecodeStatus
{
    Done,

    /// <summary>No KV cells are free for the batch; the state is as before.</summary>
    NoRoom,

    /// <summary>Stopped by <see cref="IInferenceContext.RequestAbort"/>.</summary>
    Aborted,
}

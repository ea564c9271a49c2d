namespace SleepTime.Engine.Runtimes.InProcess;

/// <summary>Carries progress out of a running load and cancellation into it.</summary>
internal sealed class LoadWatch(IProgress<float>? progress, CancellationToken cancellationToken)
{
    /// <summary>What the receiver of the progress threw; the load stops for it.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Whether the load is to go on. Never throws: that would unwind through C++ frames.</summary>
    public bool Report(float share)
    {
        try
        {
            progress?.Report(Math.Clamp(share, 0, 1));
            return !cancellationToken.IsCancellationRequested;
        }
        catch (Exception failure)
        {
            Failure = failure;
            return false;
        }
    }

    /// <summary>What to throw when llama.cpp gave no model.</summary>
    /// <exception cref="OperationCanceledException">That is why.</exception>
    public ModelLoadException Refusal(string path)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Failure is not null)
            return new ModelLoadException($"Loading '{path}' was stopped by the receiver of its progress: {Failure.Message}", Failure);
        var error = NativeLog.TakeFirstError();
        return new ModelLoadException($"'{path}' could not be loaded: {error ?? "llama.cpp gave no reason"}. {NextStep(error)}");
    }

    /// <summary>By what llama.cpp and its devices say of an allocation that failed.</summary>
    internal static string NextStep(string? error) => error is not null
        && (error.Contains("alloc", StringComparison.OrdinalIgnoreCase) || error.Contains("out of memory", StringComparison.OrdinalIgnoreCase) || error.Contains("OutOfDeviceMemory", StringComparison.Ordinal))
            ? "There was not enough memory: choose a smaller quantisation or model, or lower SleepTime:Model:GpuLayers."
            : "Fetch the file again, or choose another model.";
}

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
        return new ModelLoadException(
            Failure is null
                ? $"'{path}' could not be loaded: {NativeLog.TakeFirstError() ?? "llama.cpp gave no reason"}. Fetch the file again, or choose another model."
                : $"Loading '{path}' was stopped by the receiver of its progress: {Failure.Message}",
            Failure);
    }
}

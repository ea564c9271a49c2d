using SleepTime.Engine.Runtimes;

namespace SleepTime.Tests.Support;

/// <summary>A runtime whose loading a test can steer.</summary>
public sealed class FakeRuntime : IModelRuntime
{
    public FakeLoadedModel Model { get; set; } = new();

    /// <summary>What it finds beside the processor.</summary>
    public IReadOnlyList<RuntimeDevice> Gpus { get; set; } = [];

    /// <summary>How often a model was loaded.</summary>
    public int Loads { get; private set; }

    /// <summary>Called when the runtime is asked what it is; may throw what a real one would.</summary>
    public Action OnDescribe { get; set; } = () => { };

    /// <summary>Called for each load; may wait, or throw what a real runtime would.</summary>
    public Func<ModelLoadOptions, IProgress<float>?, CancellationToken, Task> OnLoad { get; set; } = (_, _, _) => Task.CompletedTask;

    public RuntimeDescription Describe()
    {
        OnDescribe();
        return new("fake", "1.0", [.. Gpus, new RuntimeDevice("CPU", "a processor", 0, 0)]);
    }

    public async Task<ILoadedModel> LoadAsync(ModelLoadOptions options, IProgress<float>? progress, CancellationToken cancellationToken)
    {
        await OnLoad(options, progress, cancellationToken);
        progress?.Report(1);
        Loads++;
        return Model;
    }
}

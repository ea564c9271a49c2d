namespace SleepTime.Engine.Experiments.Ready;

/// <summary>The experiments that are ready to be made on the built-in data set.</summary>
public static class ReadyExperiments
{
    public static IReadOnlyList<ReadyExperiment> All { get; } =
    [
        ParetoExperiment.Ready, PassesExperiment.Ready, SamplesExperiment.Ready, AmortizationExperiment.Ready, SamplingExperiment.Ready, PredictabilityExperiment.Ready, ThreeChartsExperiment.Ready,
    ];

    /// <param name="key">Null for an experiment of its own.</param>
    /// <returns>Null when there is none of this name.</returns>
    public static ReadyExperiment? Find(string? key) => All.FirstOrDefault(ready => ready.Key == key);
}

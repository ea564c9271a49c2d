namespace SleepTime.Engine.Experiments.Ready;

/// <summary>An experiment of the paper, ready to be made.</summary>
/// <param name="Key">Its name on the command line and in the API.</param>
/// <param name="Name">As pages and reports show it.</param>
/// <param name="Shows">What it shows, in a sentence.</param>
public sealed record ReadyExperiment(string Key, string Name, string Shows, ExperimentPlan Plan);

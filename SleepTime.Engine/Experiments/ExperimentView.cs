namespace SleepTime.Engine.Experiments;

/// <summary>An experiment as lists show it.</summary>
/// <param name="Done">Answers that are stored, failed ones too.</param>
/// <param name="Failed">Of these.</param>
/// <param name="Left">Time until it ends by its pace so far; null while that is unknown, and for one that does not run.</param>
public sealed record ExperimentView(Experiment Experiment, int Done, int Failed, TimeSpan? Left)
{
    /// <summary>Whether there are results and more are to come, or never will.</summary>
    public bool IsPartial => Done > 0 && Done < Experiment.CellCount;
}

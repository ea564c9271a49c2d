using SleepTime.Engine.Answering;
using SleepTime.Engine.Experiments.DataSets;

namespace SleepTime.Engine.Experiments.Ready;

/// <summary>Sleep scaled by its passes, the way of models that reason (Lin et al. 2025, 5.2).</summary>
internal static class PassesExperiment
{
    public static ReadyExperiment Ready { get; } = new(
        "passes", "More sleep: passes", "What one, two and three passes of sleep bring to the shortest answers.",
        new ExperimentPlan
        {
            DataSetId = NumberStories.View.Id, Contexts = 60, QuestionsPerContext = 5, Modes = [AnswerMode.Standard, AnswerMode.SleepTime], Verbosities = [0], Passes = [1, 2, 3], Samples = [1],
        });
}

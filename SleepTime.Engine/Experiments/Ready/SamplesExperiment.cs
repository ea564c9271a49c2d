using SleepTime.Engine.Answering;
using SleepTime.Engine.Experiments.DataSets;

namespace SleepTime.Engine.Experiments.Ready;

/// <summary>Sleep scaled by runs side by side, the paper's k of 1, 2, 5 and 10 (Lin et al. 2025, 5.2).</summary>
internal static class SamplesExperiment
{
    public static ReadyExperiment Ready { get; } = new(
        "samples", "More sleep: runs side by side", "What 1, 2, 5 and 10 runs of sleep side by side bring to the shortest answers.",
        new ExperimentPlan
        {
            DataSetId = NumberStories.View.Id, Contexts = 40, QuestionsPerContext = 5, Modes = [AnswerMode.Standard, AnswerMode.SleepTime], Verbosities = [0], Passes = [3], Samples = [1, 2, 5, 10],
        });
}

using SleepTime.Engine.Answering;
using SleepTime.Engine.Experiments.DataSets;

namespace SleepTime.Engine.Experiments.Ready;

/// <summary>Accuracy against test tokens of both modes over all verbosities (Lin et al. 2025, 5.1).</summary>
internal static class ParetoExperiment
{
    public static ReadyExperiment Ready { get; } = new(
        "pareto", "Accuracy against tokens", "How many answers are right for how many tokens, in both modes, from the shortest answers to the longest.",
        new ExperimentPlan
        {
            DataSetId = NumberStories.View.Id, QuestionsPerContext = 2, Modes = [AnswerMode.Standard, AnswerMode.SleepTime], Verbosities = [0, 1, 2, 3, 4], Passes = [3], Samples = [1],
        });
}

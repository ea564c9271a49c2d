using SleepTime.Engine.Answering;
using SleepTime.Engine.Experiments.DataSets;

namespace SleepTime.Engine.Experiments.Ready;

/// <summary>Where sleep pays: at questions that the context makes likely (Lin et al. 2025, 5.4).</summary>
internal static class PredictabilityExperiment
{
    public static ReadyExperiment Ready { get; } = new(
        "predictability", "Gain by predictability", "Whether sleep brings more the better a question can be foreseen from its context.",
        new ExperimentPlan
        {
            DataSetId = NumberStories.View.Id, QuestionsPerContext = 6, Modes = [AnswerMode.Standard, AnswerMode.SleepTime], Verbosities = [0], Passes = [3], Samples = [1], Predictability = true,
        });
}

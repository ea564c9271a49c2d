using SleepTime.Engine.Answering;
using SleepTime.Engine.Experiments.DataSets;

namespace SleepTime.Engine.Experiments.Ready;

/// <summary>Sleep against several answers at test time, with an oracle and by majority (Lin et al. 2025, 5.1).</summary>
internal static class SamplingExperiment
{
    public static ReadyExperiment Ready { get; } = new(
        "sampling", "Against parallel sampling", "Whether one answer from notes is better than several from the text for as many tokens, picked by an oracle or by majority.",
        new ExperimentPlan
        {
            DataSetId = NumberStories.View.Id, Contexts = 40, QuestionsPerContext = 2, Modes = [AnswerMode.Standard, AnswerMode.SleepTime], Verbosities = [0], Passes = [3], Samples = [1], Repeats = 10, Temperature = 0.8f,
        });
}

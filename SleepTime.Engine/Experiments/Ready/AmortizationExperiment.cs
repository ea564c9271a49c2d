using SleepTime.Engine.Answering;
using SleepTime.Engine.Experiments.DataSets;

namespace SleepTime.Engine.Experiments.Ready;

/// <summary>What sleep costs a question when more of them share it (Lin et al. 2025, 5.3): the shortest answers from notes and the longest from the text.</summary>
internal static class AmortizationExperiment
{
    public static ReadyExperiment Ready { get; } = new(
        "amortization", "Questions that share the sleep", "What a question costs when 1, 2, 5 or 10 of them share the sleep on a context, at the team’s t and w.",
        new ExperimentPlan
        {
            DataSetId = NumberStories.View.Id, Contexts = 30, Modes = [AnswerMode.Standard, AnswerMode.SleepTime], Verbosities = [0, 4], Passes = [3], Samples = [1],
        });
}

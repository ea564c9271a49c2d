using SleepTime.Engine.Answering;
using SleepTime.Engine.Experiments.DataSets;

namespace SleepTime.Engine.Experiments.Ready;

/// <summary>The three charts that everything began with: tokens, right answers, and what all questions together cost.</summary>
internal static class ThreeChartsExperiment
{
    public static ReadyExperiment Ready { get; } = new(
        "charts", "Tokens, right answers, cost", "How many tokens an answer takes, how many answers are right, and what all questions together cost, in both modes.",
        new ExperimentPlan
        {
            DataSetId = NumberStories.View.Id, Contexts = 30, QuestionsPerContext = 5, Modes = [AnswerMode.Standard, AnswerMode.SleepTime], Verbosities = [0, 4], Passes = [3], Samples = [1],
        });
}

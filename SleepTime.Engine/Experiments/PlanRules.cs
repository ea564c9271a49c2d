using SleepTime.Engine.Answering;
using SleepTime.Engine.ModelHosting.Prompts;

namespace SleepTime.Engine.Experiments;

/// <summary>An experiment cannot be made as it is planned; the message names the field, the value and the limit.</summary>
public sealed class InvalidExperimentException(string field, string message) : Exception(message)
{
    /// <summary>The field of <see cref="ExperimentPlan"/> in camel case.</summary>
    public string Field { get; } = field;
}

/// <summary>What a plan may be. Pure.</summary>
internal static class PlanRules
{
    public const int MaxRepeats = 20;
    public const int MaxPasses = 20;
    public const int MaxSamples = 10;

    /// <summary>Most answers of one experiment.</summary>
    public const int MaxCells = 100_000;

    /// <exception cref="InvalidExperimentException">Something is missing or out of its range.</exception>
    public static void Verify(ExperimentPlan plan)
    {
        Verify("contexts", plan.Contexts is null or >= 1, $"contexts is {plan.Contexts}; it must be 1 or more, or left out for all.");
        Verify("questionsPerContext", plan.QuestionsPerContext is null or >= 1, $"questionsPerContext is {plan.QuestionsPerContext}; it must be 1 or more, or left out for all.");
        Verify("modes", plan.Modes.Count > 0 && plan.Modes.All(Enum.IsDefined), "modes is empty; choose standard, sleep or both.");
        VerifyList("verbosities", plan.Verbosities, 0, PromptComposer.MaxVerbosity);
        if (plan.Modes.Contains(AnswerMode.SleepTime))
        {
            VerifyList("passes", plan.Passes, 1, MaxPasses);
            VerifyList("samples", plan.Samples, 1, MaxSamples);
        }
        Verify("repeats", plan.Repeats is >= 1 and <= MaxRepeats, $"repeats is {plan.Repeats}; it must be from 1 to {MaxRepeats}.");
        Verify("temperature", plan.Temperature is >= 0 and <= 2, $"temperature is {plan.Temperature}; it must be from 0 to 2.");
        Verify("repeats", plan.Repeats == 1 || plan.Temperature > 0, "repeats is above 1 at temperature 0, where every repeat is the same answer. Choose a temperature above 0, or 1 repeat.");
        Verify("tolerance", plan.Tolerance is >= 0 and <= 1, $"tolerance is {plan.Tolerance}; it must be from 0 to 1.");
    }

    public static InvalidExperimentException NoDataSet(Guid id) => new("dataSetId", $"There is no data set {id}. It may have been deleted; choose another.");

    private static void VerifyList(string field, IReadOnlyList<int> values, int least, int most)
    {
        Verify(field, values.Count > 0, $"{field} is empty; choose one or more numbers from {least} to {most}.");
        Verify(field, values.All(value => value >= least && value <= most), $"{field} has {values.FirstOrDefault(value => value < least || value > most)}; each must be from {least} to {most}.");
        Verify(field, values.Distinct().Count() == values.Count, $"{field} has the same number twice; name each once.");
    }

    private static void Verify(string field, bool holds, string message)
    {
        if (!holds)
            throw new InvalidExperimentException(field, message);
    }
}

using SleepTime.Engine.Insights;

namespace SleepTime.Engine.Experiments.Figures;

/// <summary>What one arm of an experiment came to. Means are over answers that did not fail; null where there are none.</summary>
/// <param name="Failed">Answers that could not be asked; they are in no other figure.</param>
/// <param name="LatencyMs">From admission to the end.</param>
/// <param name="SleepTokens">Completion tokens asleep for one context; null in Standard mode, and where nothing was slept on.</param>
/// <param name="Cost">Of a question in completion tokens of sleep, when those of one context share its sleep; null where one of its terms is unknown.</param>
/// <param name="Kinds">Share right of each kind of question, in the order of <see cref="ExperimentFigures.Kinds"/>.</param>
public sealed record ArmFigures(
    Arm Arm, Share Right, int Failed, double? CompletionTokens, double? PromptTokens, double? CachedTokens, double? LatencyMs, double? SleepTokens, double? Cost,
    IReadOnlyList<Share> Kinds);

/// <param name="Planned">Answers that were planned.</param>
/// <param name="Done">Answers that there are, failed ones too.</param>
/// <param name="QuestionsPerContext">That share one sleep, on average; what <see cref="ArmFigures.Cost"/> counts with.</param>
/// <param name="TestTokenPrice">t; see <see cref="BreakEven"/>.</param>
/// <param name="InputTokenPrice">w.</param>
public sealed record ExperimentFigures(
    int Planned, int Done, double QuestionsPerContext, double TestTokenPrice, double InputTokenPrice, IReadOnlyList<string> Kinds, IReadOnlyList<ArmFigures> Arms)
{
    /// <summary>Completion tokens asleep by context, passes and samples, as far as there are some.</summary>
    public IReadOnlyDictionary<(string Context, int Passes, int Samples), double> Slept { get; init; } = new Dictionary<(string, int, int), double>();

    /// <summary>How many questions on a context share its sleep, where costs are told by that: the paper's.</summary>
    public static IReadOnlyList<int> SharedBy { get; } = [1, 2, 5, 10];

    public bool IsPartial => Done < Planned;

    /// <summary>What a question costs in an arm when so many share the sleep of a context; null where that is unknown.</summary>
    /// <param name="questions">1 or more.</param>
    public double? CostWhenShared(ArmFigures arm, int questions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(questions, 1);
        return arm.Arm.Passes == 0 ? arm.Cost : arm.Cost + (arm.SleepTokens * ((1.0 / questions) - (1 / QuestionsPerContext)));
    }

    /// <summary>Adds up the answers of an experiment. Pure.</summary>
    /// <param name="sleepTokens">Mean completion tokens asleep for one context, by passes and samples.</param>
    public static ExperimentFigures Of(
        ExperimentPlan plan, int planned, IReadOnlyList<ExperimentCell> cells, IReadOnlyDictionary<(int Passes, int Samples), double> sleepTokens,
        double questionsPerContext, double testTokenPrice, double inputTokenPrice)
    {
        IReadOnlyList<string> kinds = [.. cells.Select(cell => cell.Kind).Distinct().Order(StringComparer.Ordinal)];
        var byArm = cells.ToLookup(cell => cell.Arm);
        ArmFigures Add(Arm arm)
        {
            var all = byArm[arm].ToList();
            var counted = all.Where(cell => !cell.Failed).ToList();
            double? Mean(IReadOnlyList<ExperimentCell> of, Func<ExperimentCell, double> what) => of.Count == 0 ? null : of.Average(what);
            double? slept = arm.Passes == 0 ? null : sleepTokens.TryGetValue(arm.Sleep, out var tokens) ? tokens : null;
            var standard = byArm[Arm.Standard(arm.Verbosity)].Where(cell => !cell.Failed).ToList();
            // What notes have to be read for is told by the questions that both answered: others began with other texts.
            var read = standard.GroupBy(cell => cell.Question).ToDictionary(same => same.Key, same => same.Average(cell => cell.Read));
            var paired = counted.Where(cell => read.ContainsKey(cell.Question)).ToList();
            return new ArmFigures(
                arm, Share.Of(counted.Select(cell => (cell.Context, cell.IsRight))), all.Count - counted.Count,
                Mean(counted, cell => cell.CompletionTokens), Mean(counted, cell => cell.PromptTokens), Mean(counted, cell => cell.CachedTokens), Mean(counted, cell => cell.TookMs),
                slept, CostOf(arm, Mean(counted, cell => cell.CompletionTokens), Mean(standard, cell => cell.CompletionTokens), slept, Mean(paired, cell => cell.Read - read[cell.Question])),
                [.. kinds.Select(kind => Share.Of(counted.Where(cell => cell.Kind == kind).Select(cell => (cell.Context, cell.IsRight))))]);
        }
        double? CostOf(Arm arm, double? own, double? standard, double? slept, double? extra)
        {
            if (arm.Passes == 0)
                return own * testTokenPrice;
            return own is { } b && slept is { } s && extra is { } l
                ? new BreakEven(s / questionsPerContext, standard ?? 0, b, l, testTokenPrice, inputTokenPrice).CostPerQuestion(1)
                : null;
        }
        return new ExperimentFigures(planned, cells.Count, questionsPerContext, testTokenPrice, inputTokenPrice, kinds, [.. plan.Arms.Select(Add)]);
    }
}

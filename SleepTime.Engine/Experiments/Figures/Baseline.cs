using SleepTime.Engine.Answering;

namespace SleepTime.Engine.Experiments.Figures;

/// <summary>An arm held against another one, pair by pair.</summary>
/// <param name="Against">In the same experiment, or in the baseline.</param>
public sealed record ArmDifference(Arm Arm, Arm Against, ArmComparison Of);

/// <summary>What the arms of an experiment are held against. Pure.</summary>
public static class Baseline
{
    /// <summary>The arm that another one is held against; null when there is none.</summary>
    /// <param name="withinItself">Standard of the same verbosity; else the same arm of another experiment.</param>
    public static Arm? Against(Arm arm, bool withinItself) => !withinItself ? arm : arm.Mode == AnswerMode.Standard ? null : Arm.Standard(arm.Verbosity);

    /// <summary>Every arm that has pairs with what it is held against.</summary>
    /// <param name="baseline">Answers of another experiment; null to stay within this one.</param>
    public static IReadOnlyList<ArmDifference> Compare(IEnumerable<Arm> arms, IReadOnlyList<ExperimentCell> cells, IReadOnlyList<ExperimentCell>? baseline)
    {
        var (these, others) = (cells.ToLookup(cell => cell.Arm), (baseline ?? cells).ToLookup(cell => cell.Arm));
        return
        [
            .. from arm in arms
               let against = Against(arm, baseline is null)
               where against is not null
               let of = ArmComparison.Of(these[arm], others[against.Value])
               where of.Pairs > 0
               select new ArmDifference(arm, against.Value, of),
        ];
    }

    /// <summary>For each answer the one that it is held against: the same question, the same repeat. Answers without one are not in it.</summary>
    public static IReadOnlyDictionary<Guid, ExperimentCell> Pairs(IReadOnlyList<ExperimentCell> cells, IReadOnlyList<ExperimentCell>? baseline)
    {
        var others = (baseline ?? cells).DistinctBy(cell => (cell.Question, cell.Arm, cell.Repeat)).ToDictionary(cell => (cell.Question, cell.Arm, cell.Repeat));
        Dictionary<Guid, ExperimentCell> pairs = [];
        foreach (var cell in cells)
        {
            if (Against(cell.Arm, baseline is null) is { } arm && others.TryGetValue((cell.Question, arm, cell.Repeat), out var other))
                pairs[cell.Id] = other;
        }
        return pairs;
    }
}

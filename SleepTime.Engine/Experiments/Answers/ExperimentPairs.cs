using SleepTime.Engine.Contexts;
using SleepTime.Engine.Experiments.Figures;

namespace SleepTime.Engine.Experiments.Answers;

/// <summary>An answer beside the one that it is held against.</summary>
/// <param name="Against">Null where there is none.</param>
public sealed record ExperimentPair(ExperimentAnswer Answer, ExperimentAnswer? Against);

/// <summary>A page of answers, each beside the one that it is held against.</summary>
public static class ExperimentPairs
{
    /// <param name="cells">Of the experiment.</param>
    /// <param name="baseline">Of another experiment; null to hold answers against Standard of the same verbosity.</param>
    /// <param name="page">From 1.</param>
    public static async Task<Page<ExperimentPair>> ReadAsync(
        ExperimentAnswers answers, IReadOnlyList<ExperimentCell> cells, IReadOnlyList<ExperimentCell>? baseline, AnswerFilter filter, int page, int pageSize, CancellationToken cancellationToken)
    {
        var pairs = Baseline.Pairs(cells, baseline);
        var found = filter.Of(cells, pairs);
        Guid[] shown = [.. found.Skip((page - 1) * pageSize).Take(pageSize).Select(cell => cell.Id)];
        var read = (await answers.ReadAsync([.. shown, .. shown.Where(pairs.ContainsKey).Select(id => pairs[id].Id).Except(shown)], cancellationToken)).ToDictionary(answer => answer.Id);
        return new Page<ExperimentPair>(
            [.. shown.Where(read.ContainsKey).Select(id => new ExperimentPair(read[id], pairs.TryGetValue(id, out var other) ? read.GetValueOrDefault(other.Id) : null))], found.Count);
    }
}

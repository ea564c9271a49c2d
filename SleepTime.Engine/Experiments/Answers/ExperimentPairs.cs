using System.Runtime.CompilerServices;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Experiments.Figures;

namespace SleepTime.Engine.Experiments.Answers;

/// <summary>An answer beside the one that it is held against.</summary>
/// <param name="Against">Null where there is none.</param>
public sealed record ExperimentPair(ExperimentAnswer Answer, ExperimentAnswer? Against);

/// <summary>Answers in the order of the questions, arm by arm, each beside the one that it is held against.</summary>
public static class ExperimentPairs
{
    private const int ReadAtOnce = 100;

    /// <param name="cells">Of the experiment.</param>
    /// <param name="baseline">Of another experiment; null to hold answers against Standard of the same verbosity.</param>
    /// <param name="page">From 1.</param>
    public static async Task<Page<ExperimentPair>> ReadAsync(
        ExperimentAnswers answers, IReadOnlyList<ExperimentCell> cells, IReadOnlyList<ExperimentCell>? baseline, AnswerFilter filter, int page, int pageSize, CancellationToken cancellationToken)
    {
        var pairs = Baseline.Pairs(cells, baseline);
        var found = filter.Of(cells, pairs);
        return new Page<ExperimentPair>(await FindAsync(answers, [.. found.Skip((page - 1) * pageSize).Take(pageSize).Select(cell => cell.Id)], pairs, cancellationToken), found.Count);
    }

    /// <summary>All that the filter lets through, read while they are taken; the same rows as all pages together.</summary>
    /// <param name="cells">Of the experiment.</param>
    /// <param name="baseline">As above.</param>
    public static async IAsyncEnumerable<ExperimentPair> ReadAllAsync(
        ExperimentAnswers answers, IReadOnlyList<ExperimentCell> cells, IReadOnlyList<ExperimentCell>? baseline, AnswerFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pairs = Baseline.Pairs(cells, baseline);
        foreach (var some in filter.Of(cells, pairs).Select(cell => cell.Id).Chunk(ReadAtOnce))
        {
            foreach (var pair in await FindAsync(answers, some, pairs, cancellationToken))
                yield return pair;
        }
    }

    private static async Task<IReadOnlyList<ExperimentPair>> FindAsync(ExperimentAnswers answers, Guid[] shown, IReadOnlyDictionary<Guid, ExperimentCell> pairs, CancellationToken cancellationToken)
    {
        var read = (await answers.ReadAsync([.. shown, .. shown.Where(pairs.ContainsKey).Select(id => pairs[id].Id).Except(shown)], cancellationToken)).ToDictionary(answer => answer.Id);
        return [.. shown.Where(read.ContainsKey).Select(id => new ExperimentPair(read[id], pairs.TryGetValue(id, out var other) ? read.GetValueOrDefault(other.Id) : null))];
    }
}

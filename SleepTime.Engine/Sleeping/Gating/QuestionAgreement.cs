using SleepTime.Engine.Answering;

namespace SleepTime.Engine.Sleeping.Gating;

/// <summary>
/// How far several anticipations of one text's questions agree: of two, the share of their questions that both have,
/// the same but for case, white space and punctuation; of more, the mean over all pairs. Lin et al. 2025 score real
/// questions, which a gate does not have: what different draws of the model expect alike is foreseeable. Pure.
/// </summary>
internal static class QuestionAgreement
{
    /// <param name="anticipations">The questions of each; those without any are left out.</param>
    /// <returns>0 to 1; null with fewer than two to compare.</returns>
    public static double? Of(IEnumerable<IEnumerable<string>> anticipations)
    {
        List<HashSet<string>> sets = [.. anticipations.Select(Normalized).Where(set => set.Count > 0)];
        if (sets.Count < 2)
            return null;
        var pairs = from first in Enumerable.Range(0, sets.Count)
                    from second in Enumerable.Range(first + 1, sets.Count - first - 1)
                    select Shared(sets[first], sets[second]);
        return pairs.Average();
    }

    private static HashSet<string> Normalized(IEnumerable<string> questions) =>
        [.. questions.Select(QuestionMatcher.Normalize).Where(question => question.Length > 0)];

    private static double Shared(HashSet<string> first, HashSet<string> second)
    {
        var both = first.Count(second.Contains);
        return (double)both / (first.Count + second.Count - both);
    }
}

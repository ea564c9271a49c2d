using System.Collections.Frozen;

namespace SleepTime.Engine.Sleeping.Verification;

/// <summary>English words that say something about a note without saying what it is about.</summary>
internal static class Vocabulary
{
    /// <summary>Words whose truth no number shows on its own.</summary>
    public static readonly FrozenSet<string> Comparing = FrozenSet.ToFrozenSet(
        [
            "most", "fewest", "least", "largest", "smallest", "biggest", "highest", "lowest", "longest", "shortest", "first", "last", "best", "worst",
            "more", "less", "fewer", "over", "under", "before", "after", "earlier", "later", "longer", "shorter", "than",
            "not", "no", "never", "none", "only", "always", "every", "if", "unless", "because", "therefore",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Words that turn a statement round or tie it to something, so that its numbers show nothing.</summary>
    public static readonly FrozenSet<string> Turning = FrozenSet.ToFrozenSet(["not", "no", "never", "none", "if", "unless", "without", "neither", "nor"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Words that any note may have, so that they tell nothing about its subject.</summary>
    public static readonly FrozenSet<string> Ordinary = FrozenSet.ToFrozenSet(
        [
            "a", "an", "the", "in", "on", "at", "it", "its", "he", "she", "they", "we", "this", "that", "there", "these", "those", "now", "then", "here",
            "and", "or", "of", "for", "with", "as", "by", "to", "from", "when", "while", "each", "all", "both", "together", "total", "sum", "difference",
            "cost", "costs", "left", "correction", "is", "are", "was", "were", "has", "have", "had", "be", "been", "will", "so", "ends", "starts", "takes",
        ],
        StringComparer.OrdinalIgnoreCase);
}

using System.Collections.Frozen;

namespace SleepTime.Engine.Sleeping.Verification;

/// <summary>English words that say something about a note without saying what it is about.</summary>
internal static class Vocabulary
{
    /// <summary>Words whose truth no number shows on its own.</summary>
    public static readonly FrozenSet<string> Comparing = FrozenSet.ToFrozenSet(
        [
            "most", "fewest", "least", "largest", "smallest", "biggest", "highest", "lowest", "longest", "shortest", "first", "last", "best", "worst",
            "more", "less", "fewer", "over", "apart", "under", "before", "after", "earlier", "later", "longer", "shorter", "than",
            "not", "no", "never", "none", "only", "always", "every", "if", "unless", "because", "therefore",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Words that turn a statement round or tie it to something, so that its numbers show nothing.</summary>
    public static readonly FrozenSet<string> Turning = FrozenSet.ToFrozenSet(["not", "no", "never", "none", "if", "unless", "without", "neither", "nor"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a word makes a whole sentence tell of something else than how things are: what comes later, only under a condition, or not at all.</summary>
    public static bool IsOverAll(string word) => _overAll.Contains(word) || IsDenial(word);

    /// <summary>"doesn't", "isn’t" and their like.</summary>
    public static bool IsDenial(string word) => word.EndsWith("n't", StringComparison.OrdinalIgnoreCase) || word.EndsWith("n’t", StringComparison.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> _overAll = FrozenSet.ToFrozenSet(["then", "later", "if", "unless", "when", "neither", "would", "should", "could", "might"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Words that any note may have, so that they tell nothing about its subject.</summary>
    public static readonly FrozenSet<string> Ordinary = FrozenSet.ToFrozenSet(
        [
            "a", "an", "the", "in", "on", "at", "it", "its", "he", "she", "they", "we", "this", "that", "there", "these", "those", "now", "then", "here",
            "and", "or", "of", "for", "with", "as", "by", "to", "from", "when", "while", "each", "all", "both", "together", "apart", "total", "sum", "difference",
            "cost", "costs", "left", "correction", "is", "are", "was", "were", "has", "have", "had", "be", "been", "will", "so", "ends", "starts", "takes",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Days and months: they say when, and never of whom, though they have a capital letter.</summary>
    public static readonly FrozenSet<string> Calendar = FrozenSet.ToFrozenSet(
        [
            "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may", "june", "july", "august",
            "september", "october", "november", "december",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Verbs by which a text, or a note, says what something has; in their place any other of them may stand.</summary>
    public static readonly FrozenSet<string> Stating = FrozenSet.ToFrozenSet(
        ["has", "have", "had", "hold", "held", "own", "keep", "kept", "contain", "count", "start", "take", "need", "last", "number"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Words that make the numbers beside them a distance from something else, or a later change, instead of what it has.</summary>
    public static readonly FrozenSet<string> Relating = FrozenSet.ToFrozenSet(
        [
            "more", "less", "fewer", "than", "after", "before", "later", "earlier", "another", "further", "additional", "extra", "again", "other",
            "twice", "double", "half", "triple", "thrice", "times", "as", "then", "afterwards", "next", "longer", "shorter", "older", "younger", "above", "below",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Words that make a number one of several together, of each of many, or no more than near to what is meant.</summary>
    public static readonly FrozenSet<string> Shared = FrozenSet.ToFrozenSet(
        [
            "each", "every", "per", "together", "total", "combined", "altogether", "all", "both", "average", "between", "or", "if", "not", "no", "never",
            "about", "almost", "nearly", "around", "roughly", "approximately", "over", "under", "least", "most",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Verbs after which the subject has less.</summary>
    public static readonly FrozenSet<string> Giving = FrozenSet.ToFrozenSet(
        [
            "give", "gave", "given", "send", "sent", "ship", "shipped", "sell", "sold", "lose", "lost", "spend", "spent", "eat", "ate", "use", "used", "donate",
            "donated", "lend", "lent", "remove", "removed", "drop", "dropped", "throw", "threw", "break", "broke", "hand", "handed", "pay", "paid", "pass", "passe", "passed",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Verbs after which the subject has more.</summary>
    public static readonly FrozenSet<string> Gaining = FrozenSet.ToFrozenSet(
        [
            "get", "got", "buy", "bought", "find", "found", "receive", "received", "gain", "gained", "win", "won", "add", "added", "collect", "collected",
            "borrow", "borrowed", "pick", "picked", "accept", "accepted",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Verbs that change what something has, without saying by themselves which way.</summary>
    public static readonly FrozenSet<string> Moving = FrozenSet.ToFrozenSet(
        [
            "go", "goe", "went", "gone", "come", "came", "move", "moved", "transfer", "transferred", "return", "returned", "took", "taken", "bring", "brought", "owe", "swap", "swapped", "trade", "traded",
            "exchange", "exchanged", "share", "shared", "opened", "reopened", "arrive", "arrived", "leave", "put", "want", "promise", "promised",
        ],
        StringComparer.OrdinalIgnoreCase);
}

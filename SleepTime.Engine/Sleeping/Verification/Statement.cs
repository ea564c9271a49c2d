using System.Text.RegularExpressions;

namespace SleepTime.Engine.Sleeping.Verification;

/// <summary>A number as a sentence uses it.</summary>
/// <param name="Subject">The words about which it says something: of its clause, or of the one before where its own names nothing.</param>
/// <param name="Tail">What it is compared with: the words after "than" and the like.</param>
/// <param name="States">Whether it says what the subject has, and neither compares, changes nor shares it out.</param>
/// <param name="Beside">All numbers that its clause states, in order, itself among them: which of them means what is told by the whole clause only.</param>
/// <param name="Joined">Whether more subjects than one stand before it, so that it need not be each one's.</param>
internal sealed record NumberUse(decimal Number, IReadOnlyList<string> Subject, IReadOnlySet<string> Tail, bool States, IReadOnlyList<decimal> Beside, bool Joined, Clause Clause, int At);

/// <summary>The stems of a clause, in order; numbers and signs stand as they are.</summary>
internal sealed record Clause(IReadOnlyList<string> Words);

/// <summary>Reads which numbers a sentence states of whom, by its word order alone. Pure.</summary>
internal static partial class Statement
{
    private static readonly HashSet<string> _cuts = [",", ";", "|", "(", ")", "and", "but", "while", "whereas", "or"];
    private static readonly HashSet<string> _tails = ["than", "after", "before", "as", "above", "below"];
    private static readonly HashSet<string> _multiples = ["twice", "double", "half", "triple", "thrice", "times"];

    /// <summary>The uses of all numbers of a sentence.</summary>
    /// <param name="head">The header of its table, a line; null where it is in none.</param>
    public static IReadOnlyList<NumberUse> Read(string sentence, string? head = null)
    {
        if (sentence.TrimStart().StartsWith('|'))
            return Row(sentence, head);
        var matches = Token().Matches(sentence);
        var tokens = matches.Select(match => match.Value).ToList();
        List<NumberUse> uses = [];
        List<string> before = [];
        List<string> clause = [];
        HashSet<int> worked = [];
        var joined = false;
        // "Then" stands over the whole sentence, and so do conditions and denials.
        var changes = tokens.Any(Vocabulary.IsOverAll);
        for (var i = 0; i <= tokens.Count; i++)
        {
            var cut = i == tokens.Count ? "" : tokens[i].ToLowerInvariant();
            if (cut.Length > 0 && !_cuts.Contains(cut))
            {
                if (char.IsDigit(tokens[i][0]) && IsWorkedWith(sentence, matches[i]))
                    worked.Add(clause.Count);
                clause.Add(tokens[i]);
                continue;
            }
            var next = i + 1 < tokens.Count ? tokens[i + 1] : "";
            Add(clause, worked, before, changes || Vocabulary.Relating.Contains(next), joined, uses);
            var hasNumber = clause.Any(token => NumberReader.In(token).Count > 0);
            // "Ann and Ben have 7": the clause before has no number of its own, so that this one is about both.
            joined = !hasNumber && clause.Count > 0 && cut is "and" or "or";
            before = hasNumber ? Content(clause.TakeWhile(token => NumberReader.In(token).Count == 0)) is { Count: > 0 } own ? own : before : [.. before, .. Content(clause)];
            (clause, worked) = ([], []);
        }
        return uses;
    }

    /// <summary>A word in small letters without the ending of a plural or of a possessor.</summary>
    public static string Stem(string word)
    {
        var stem = word.ToLowerInvariant();
        if (stem.EndsWith("'s", StringComparison.Ordinal) || stem.EndsWith("’s", StringComparison.Ordinal))
            stem = stem[..^2];
        return stem.Length > 3 && stem.EndsWith('s') && !stem.EndsWith("ss", StringComparison.Ordinal) ? stem[..^1] : stem;
    }

    /// <summary>The stems that say what a text is about, in order: no numbers, no words that any text has.</summary>
    public static List<string> Content(IEnumerable<string> words) =>
        [.. words.Where(word => char.IsLetter(word[0]) && !IsPlain(word)).Select(Stem)];

    public static List<string> Content(string text) => Content(Token().Matches(text).Select(match => match.Value));

    /// <summary>Whether it tells nothing about a subject.</summary>
    public static bool IsPlain(string word) =>
        Vocabulary.Ordinary.Contains(word) || Vocabulary.Comparing.Contains(word) || Vocabulary.Relating.Contains(word) || Vocabulary.Shared.Contains(word)
        || Vocabulary.Stating.Contains(Stem(word)) || NumberReader.In(word).Count > 0;

    /// <summary>All numbers of a text, in order.</summary>
    public static List<decimal> Numbers(string text) => [.. Token().Matches(text).SelectMany(match => NumberReader.In(match.Value))];

    /// <summary>Whether a number is one of those that a calculation is done with, or has a sign: it is then not by itself what anybody has.</summary>
    private static bool IsWorkedWith(string sentence, Match number) =>
        OperatorBehind().IsMatch(sentence[(number.Index + number.Length)..]) || SignBefore().IsMatch(sentence[..number.Index]);

    private static void Add(List<string> clause, HashSet<int> worked, List<string> before, bool changes, bool joined, List<NumberUse> uses)
    {
        List<decimal> stated = [.. clause.Where((_, at) => !worked.Contains(at)).SelectMany(NumberReader.In)];
        var stems = new Clause([.. clause.Select(Stem)]);
        var plain = !changes && !clause.Any(word => Vocabulary.Relating.Contains(word) || Vocabulary.Shared.Contains(word) || IsChange(word));
        for (var i = 0; i < clause.Count; i++)
        {
            foreach (var number in NumberReader.In(clause[i]))
            {
                var compares = clause.Any(Vocabulary.Relating.Contains);
                var multiplies = clause.Any(word => _multiples.Contains(word.ToLowerInvariant()));
                var tail = compares ? clause.FindIndex(i, word => word.ToLowerInvariant() is var small && (_tails.Contains(small) || (multiplies && small == "of"))) : -1;
                // "twice as many as Ann": the last of them begins what it is compared with.
                if (tail >= 0 && clause[tail].Equals("as", StringComparison.OrdinalIgnoreCase))
                    tail = clause.FindLastIndex(word => word.Equals("as", StringComparison.OrdinalIgnoreCase));
                var own = Content(tail < 0 ? clause : clause[..tail]);
                var isLed = Content(clause[..i]).Count > 0 || clause.Take(i).Any(word => Vocabulary.Stating.Contains(Stem(word)));
                uses.Add(new NumberUse(
                    number, isLed || before.Count == 0 ? joined ? [.. before, .. own] : own : [.. before, .. own],
                    tail < 0 ? new HashSet<string>() : Content(clause[tail..]).ToHashSet(), plain && !worked.Contains(i), stated, joined, stems, i));
            }
        }
    }

    public static bool IsChange(string word) => Stem(word) is var stem
        && (Vocabulary.Giving.Contains(stem) || Vocabulary.Gaining.Contains(stem) || Vocabulary.Moving.Contains(stem));

    /// <summary>The cells of a row are about what its first cells name, under the heading of their column.</summary>
    private static List<NumberUse> Row(string row, string? head)
    {
        var cells = Cells(row);
        var heads = head is null ? [] : Cells(head);
        var names = cells.Where(cell => NumberReader.In(cell).Count == 0).SelectMany(Content).ToList();
        var several = cells.Count(cell => NumberReader.In(cell).Count > 0) > 1;
        List<NumberUse> uses = [];
        for (var i = 0; i < cells.Count; i++)
        {
            var heading = i < heads.Count ? Content(heads[i]) : [];
            // In a row with several numbers only the heading says which is meant.
            foreach (var number in NumberReader.In(cells[i]))
                uses.Add(new NumberUse(number, [.. names, .. heading, .. Content(cells[i])], new HashSet<string>(), States: true, [], Joined: several, new Clause([]), 0));
        }
        return uses;
    }

    private static List<string> Cells(string row) => [.. row.Trim().Trim('|').Split('|').Select(cell => cell.Trim())];

    [GeneratedRegex(@"\p{L}[\p{L}\p{Nd}'’-]*|" + NumberReader.Digits + "|[,;|()]")]
    private static partial Regex Token();

    // What is counted may stand between: "12 boxes + 5 boxes = 17 boxes".
    [GeneratedRegex(@"^(?:\s?[%°€])?(?:\s\p{Ll}+){0,2}?\s*(?:[+*/×·÷−=]|-(?=\s)|(?:plus|minus|times|x)(?=\s))\s*[(−-]*\s*(?:[$€£]\s?|\p{Lu}\p{Ll}+\s)?\d")]
    private static partial Regex OperatorBehind();

    [GeneratedRegex(@"(?<![\p{L}\p{Nd}])[-−]$")]
    private static partial Regex SignBefore();
}

using System.Text.RegularExpressions;

namespace SleepTime.Engine.Sleeping.Verification;

/// <summary>
/// Traces notes back to the sentences of a text by what cannot be reworded: telling words and numbers. A number is traced
/// when a sentence, or a note that was traced before, has it together with a telling word of the note; the results of
/// the note's own calculations need no source. What compares ("most", "before", "not") is never complete without a
/// calculation that shows it, and is left to the model. Which of two subjects of one note has which number, and whether
/// the text adds or takes away, is not looked at. One tracer per text; not thread-safe.
/// </summary>
internal sealed partial class SourceTracer
{
    private readonly IReadOnlyList<Place> _places;
    private readonly List<Known> _known = [];
    private readonly Dictionary<string, int> _frequency;

    // Words that the text writes with a capital letter and never without.
    private readonly HashSet<string> _names;

    public SourceTracer(string text)
    {
        _places = [.. SentenceSplitter.Split(text).Select((sentence, index) => new Place(sentence, index, WordsOf(sentence.Text), NumberReader.In(sentence.Text)))];
        var written = Words().Matches(text).Select(match => match.Value).ToHashSet();
        _names = [.. written.Where(word => char.IsUpper(word[0]) && !written.Contains(word.ToLowerInvariant()) && !Vocabulary.Ordinary.Contains(word))];
        _frequency = _places.SelectMany(place => place.Words).CountBy(word => word).ToDictionary();
    }

    /// <summary>
    /// The trace of a note. Those of the notes that it may rest on have to be asked for before it; one that was struck
    /// must not be.
    /// </summary>
    public SourceTrace Trace(string note)
    {
        var (trace, places) = Find(note);
        if (trace.Complete)
            _known.Add(new Known(WordsOf(note), NumberReader.In(note), places));
        return trace;
    }

    private (SourceTrace Trace, SortedSet<int> Places) Find(string note)
    {
        var calculations = Arithmetic.Find(note);
        var telling = TellingWords(note);
        var numbers = GivenNumbers(note, calculations);

        SortedSet<int> places = [];
        var complete = true;
        // An operand may belong to whom the text compares the subject with: "Ben has 5 more than Ann" sends to Ann's sentence.
        var related = calculations.Count > 0 ? Related(telling) : [];
        foreach (var number in numbers)
        {
            // Without a calculation the number has to stand with all that tells the subject: one word of it may be anyone's.
            complete &= calculations.Count == 0
                ? AddPlaces(number, place => telling.All(place.Contains), places)
                : AddPlaces(number, place => place.Overlaps(telling), places) || AddPlaces(number, place => place.Overlaps(related), places);
        }
        foreach (var word in telling.Where(word => !places.Any(place => _places[place].Words.Contains(word))))
            complete &= AddFirst(word, places);

        // Words alone show nothing: "Ann likes Ben" has the words of "Ben likes Ann". And what compares is shown by a
        // calculation only.
        var words = WordsOf(note);
        complete &= numbers.Count > 0 && telling.Count > 0 && !words.Overlaps(Vocabulary.Turning) && (calculations.Count > 0 || !words.Overlaps(Vocabulary.Comparing));
        return (new SourceTrace([.. places.Select(place => _places[place].Sentence)], complete), places);
    }

    /// <summary>All numbers but those that the note itself works out. The operands of its first calculation are given in any case: in "3 + 0 = 3" the 3 is both.</summary>
    private static HashSet<decimal> GivenNumbers(string note, IReadOnlyList<Calculation> calculations)
    {
        var given = NumberReader.In(note);
        given.ExceptWith(calculations.Select(calculation => calculation.Result));
        if (calculations.Count > 0)
            given.UnionWith(NumberReader.In(calculations[0].Text.Split('=')[0]));
        return given;
    }

    /// <summary>
    /// The words of a note that tell its subject from others: its names, else its words, of these the ones that few
    /// sentences have. Of "the west store has 7", in a text where every sentence is about a store, that is "west". A
    /// capitalised word that the text does not have tells too: a note about someone unknown must not pass.
    /// </summary>
    private List<string> TellingWords(string note)
    {
        var words = Words().Matches(note).Select(match => match.Value).Where(word => !Vocabulary.Comparing.Contains(word) && !Vocabulary.Ordinary.Contains(word)).ToList();
        var names = words.Where(word => char.IsUpper(word[0]) && _names.Contains(word)).ToList();
        var known = (names.Count > 0 ? names : words).Select(word => word.ToLowerInvariant()).Where(_frequency.ContainsKey).Distinct().ToList();
        var few = known.Count == 0 ? 0 : known.Min(word => _frequency[word]) * 2;
        return [.. known.Where(word => _frequency[word] <= few),
            .. words.Where(word => char.IsUpper(word[0]) && !_frequency.ContainsKey(word.ToLowerInvariant())).Select(word => word.ToLowerInvariant()).Distinct()];
    }

    /// <summary>The telling words of the sentences that have one of these words, and the names in them, however often the text has those.</summary>
    private List<string> Related(List<string> telling) =>
        [.. _places
            .Where(place => place.Words.Overlaps(telling))
            .SelectMany(place => TellingWords(place.Sentence.Text).Concat(NamesWithin(place.Sentence.Text)))
            .Distinct()];

    private static IEnumerable<string> NamesWithin(string sentence) =>
        Words().Matches(sentence)
            .Where(word => word.Index > 0 && char.IsUpper(word.Value[0]) && !Vocabulary.Ordinary.Contains(word.Value))
            .Select(word => word.Value.ToLowerInvariant());

    /// <summary>Adds the sentences that have the number and fit, or else those of the notes traced before that do.</summary>
    private bool AddPlaces(decimal number, Func<HashSet<string>, bool> fits, SortedSet<int> places)
    {
        var direct = _places.Where(place => place.Numbers.Contains(number) && fits(place.Words)).ToList();
        if (direct.Count > 0)
        {
            places.UnionWith(direct.Select(place => place.Index));
            return true;
        }
        var through = _known.Where(known => known.Numbers.Contains(number) && fits(known.Words)).ToList();
        foreach (var known in through)
            places.UnionWith(known.Places);
        return through.Count > 0;
    }

    private bool AddFirst(string word, SortedSet<int> places)
    {
        if (_places.FirstOrDefault(place => place.Words.Contains(word)) is not { } place)
            return false;
        places.Add(place.Index);
        return true;
    }

    private static HashSet<string> WordsOf(string text) => [.. Words().Matches(text).Select(match => match.Value.ToLowerInvariant())];

    [GeneratedRegex(@"\p{L}[\p{L}\p{Nd}'’-]*")]
    private static partial Regex Words();

    private sealed record Place(Sentence Sentence, int Index, HashSet<string> Words, HashSet<decimal> Numbers);

    /// <summary>A note that was traced, from which later ones may take numbers.</summary>
    private sealed record Known(HashSet<string> Words, HashSet<decimal> Numbers, SortedSet<int> Places);
}

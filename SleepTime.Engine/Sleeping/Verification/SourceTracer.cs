using System.Text.RegularExpressions;

namespace SleepTime.Engine.Sleeping.Verification;

/// <summary>
/// Traces notes back to the sentences of a text. A value counts as shown where a sentence states that number of that
/// subject, and neither compares nor changes it (<see cref="Statement"/>). The operands of a calculation are shown where they
/// are values of what the note names, or where a sentence compares or changes it by that number in that direction; what it
/// is compared with may be named there only. What compares ("most", "before", "not") is never complete without a
/// calculation, and a word that the text does not have leaves a note to the model. Which of two subjects comes first in a
/// difference, and, but for ranks, whether a value was changed since, is not looked at. One tracer per text; not thread-safe.
/// </summary>
internal sealed partial class SourceTracer
{
    /// <summary>Most characters of a text that a person can wait for: reading a longer one as a whole takes seconds, and so does each note then.</summary>
    public const int MostWaitedFor = 262_144;

    private readonly IReadOnlyList<Place> _places;
    private readonly string? _wholeText;
    private readonly List<Known> _known = [];
    private readonly List<Known> _unsure = [];
    private readonly List<Known> _struck = [];
    private readonly Dictionary<string, int> _frequency;

    // Words that the text writes with a capital letter and never without.
    private readonly HashSet<string> _names;

    // What stands in the names of several: "store" of the north store and the south store, "Team" of Team Red and Team Blue.
    private readonly HashSet<string> _heads;

    /// <param name="wholeText">Where <paramref name="text"/> is a part of a longer one, that: who is named there is not unknown.</param>
    public SourceTracer(string text, string? wholeText = null)
    {
        _wholeText = wholeText;
        var sentences = SentenceSplitter.Split(text);
        _places = [.. sentences.Select((sentence, index) => new Place(sentence, index, StemsOf(sentence.Text), Statement.Read(sentence.Text, Head(sentences, index))))];
        var written = Words().Matches(text).Select(match => match.Value).ToHashSet();
        _names = [.. written.Where(word => char.IsUpper(word[0]) && !written.Contains(word.ToLowerInvariant()) && !Statement.IsPlain(word)).Select(Statement.Stem)];
        // Headings of a table are capitalised without naming anyone.
        _names.ExceptWith(sentences.Where(sentence => sentence.Text.StartsWith('|') && !sentence.Text.Any(char.IsDigit)).SelectMany(sentence => StemsOf(sentence.Text)));
        _frequency = _places.SelectMany(place => place.Words).CountBy(word => word).ToDictionary();
        _heads = Heads(sentences);
    }

    /// <summary>
    /// The trace of a note. Those of the notes that it may rest on have to be asked for before it; one that was struck
    /// must not be, but told with <see cref="Strike"/>.
    /// </summary>
    public SourceTrace Trace(string note)
    {
        var (trace, places) = Find(note);
        (trace.Complete ? _known : _unsure).Add(Known.Of(note, places));
        return trace;
    }

    /// <summary>Tells that a note does not hold, so that nothing may rest on it.</summary>
    public void Strike(string note) => _struck.Add(Known.Of(note, []));

    /// <summary>Whether the text has this word, whatever its ending.</summary>
    public bool HasExactly(string word) => _frequency.ContainsKey(Statement.Stem(word))
        || (_wholeText is not null && Regex.IsMatch(_wholeText, $@"(?<!\p{{L}}){Regex.Escape(word)}(?!\p{{L}})", RegexOptions.IgnoreCase));

    /// <summary>Whether it has the word, or another one for the same. Of a name there is none: Paula is not Paul.</summary>
    public bool Has(string word)
    {
        var stem = Statement.Stem(word);
        return HasExactly(word) || _frequency.Keys.Any(known => !_names.Contains(known) && IsLike(known, stem));
    }

    // "Delivery" of what is delivered, "yearly" of a year: another word for what the text names, and no other party.
    private static bool IsLike(string one, string other)
    {
        var shared = one.AsSpan().CommonPrefixLength(other);
        var (shorter, longer) = (Math.Min(one.Length, other.Length), Math.Max(one.Length, other.Length));
        return (shared == shorter && shared >= 4) || (shared >= 6 && longer - shared <= 3);
    }

    private (SourceTrace Trace, SortedSet<int> Places) Find(string note)
    {
        if (Rank.Of(note) is { IsNamed: true } rank)
            return FindRank(rank);
        var calculations = Arithmetic.Find(note);
        if (FindStep(note, calculations) is { } step)
            return step;
        if (Pair.Of(note, calculations) is { } pair)
            return FindPair(pair, note);
        var content = Statement.Content(note);
        var telling = TellingWords(content);
        var numbers = GivenNumbers(note, calculations);

        var stated = Statement.Numbers(note);
        // What is added up is of what the sum is of; a product takes prices, too.
        List<string> things = calculations.Count > 0 && NoteForm.Of(note) is { } form && !calculations.Any(Arithmetic.Scales)
            ? [.. Statement.Content(form.Things).Where(_frequency.ContainsKey)] : [];

        SortedSet<int> places = [];
        HashSet<string> covered = [];
        var complete = content.All(word => _frequency.ContainsKey(word));
        string? struck = null;
        var changes = _places.SelectMany(place => place.Uses.Where(use => !use.States && Overlaps(use.Subject, telling)).Select(use => (place, use))).ToList();
        var related = changes.SelectMany(change => change.use.Tail).Where(word => !content.Contains(word)).ToList();
        related = [.. related.Where(word => _names.Contains(word) || !related.Any(_names.Contains))];
        foreach (var number in numbers)
        {
            var found = calculations.Count == 0 ? Values(number, content, stated) : Operands(number, telling, related, things, changes, calculations);
            complete &= found.Count > 0;
            if (found.Count == 0)
                struck ??= StruckBehind(number, telling);
            foreach (var item in found)
            {
                places.UnionWith(item.Places);
                covered.UnionWith(item.Words);
            }
        }
        // Whoever is named has to have one of the numbers: one value summed with itself shows nothing of the other.
        complete &= telling.All(covered.Contains);
        foreach (var word in telling.Where(word => !places.Any(place => _places[place].Words.Contains(word))))
            AddFirst(word, places);

        // Words alone show nothing: "Ann likes Ben" has the words of "Ben likes Ann". And what compares is shown by a
        // calculation only.
        var words = WordsOf(note);
        complete &= numbers.Count > 0 && telling.Count > 0 && !Turns(words) && (calculations.Count > 0 || !words.Overlaps(Vocabulary.Comparing));
        return (new SourceTrace(SentencesAt(places), complete, struck), places);
    }

    /// <summary>Where a number is stated of all that a note without a calculation names, and of nothing else.</summary>
    private List<Known> Values(decimal number, List<string> content, List<decimal> stated)
    {
        bool Fits(NumberUse use) => use.Number == number && use.States && content.All(use.Subject.Contains)
            && use.Subject.Where(_names.Contains).All(content.Contains)
            && content.All(word => use.Subject.Count(other => other == word) == 1)
            && (!use.Joined || use.Subject.All(content.Contains))
            && (use.Beside.Count <= 1 || use.Beside.SequenceEqual(stated));
        List<Known> found = [.. _places.Where(place => place.Uses.Any(Fits)).Select(AsKnown)];
        return found.Count > 0 ? found : [.. _known.Where(known => known.Numbers.Contains(number) && content.ToHashSet().SetEquals(Statement.Content(known.Note)))];
    }

    /// <summary>Where an operand comes from: a change or a comparison of who is named, or a value of theirs or of whom they are compared with.</summary>
    private List<Known> Operands(decimal number, List<string> telling, List<string> related, List<string> things, List<(Place Place, NumberUse Use)> changes, IReadOnlyList<Calculation> calculations)
    {
        bool IsOf(IEnumerable<string> words) => Overlaps(words, telling) || Overlaps(words, related);
        List<Known> found =
        [
            .. _places.Where(place => place.Uses.Any(use => use.Number == number && use.States && IsOf(use.Subject) && !CountsAnother(place, use, things))).Select(AsKnown),
            .. changes.Where(change => change.Use.Number == number && Direction.Fits(change.Use, telling, calculations)).Select(change => AsKnown(change.Place)),
        ];
        if (found.Count == 0)
            found = [.. _known.Where(known => known.Numbers.Contains(number) && IsOf(known.Words))];
        if (found.Count == 0)
        {
            // "Each key costs 2" is about the keys of whoever is named.
            var near = _places.Where(place => Overlaps(place.Words, telling)).SelectMany(place => Statement.Content(place.Sentence.Text)).ToHashSet();
            found = [.. _places.Where(place => place.Uses.Any(use => use.Number == number && Overlaps(use.Clause.Words, ["each", "every", "per"]) && Overlaps(use.Subject, near))).Select(AsKnown)];
        }
        return found;
    }

    /// <summary>Whether a number counts something else than these things: another stands right behind it, or at the head of its column.</summary>
    private static bool CountsAnother(Place place, NumberUse use, List<string> things)
    {
        if (things.All(use.Subject.Contains))
            return false;
        var words = use.Clause.Words;
        return words.Count == 0
            ? place.Uses.Any(other => things.All(other.Subject.Contains))
            : use.At + 1 < words.Count && char.IsLetter(words[use.At + 1][0]) && !Statement.IsPlain(words[use.At + 1]) && !things.Contains(words[use.At + 1]);
    }

    /// <summary>The struck note that a number of a note comes from, when no other has it.</summary>
    private string? StruckBehind(decimal number, List<string> telling)
    {
        bool Holds(Known note) => note.Numbers.Contains(number) && Overlaps(note.Words, telling);
        return _known.Any(Holds) || _unsure.Any(Holds) || _places.Any(place => place.Uses.Any(use => use.Number == number && Overlaps(place.Words, telling)))
            ? null
            : _struck.FirstOrDefault(Holds)?.Note;
    }

    private static Known AsKnown(Place place) => new("", place.Words, [], [place.Index]);

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
    /// word that the text does not have tells too: a note about someone unknown must not pass.
    /// </summary>
    private List<string> TellingWords(List<string> content)
    {
        content = [.. content.Where(word => !Vocabulary.Calendar.Contains(word))];
        var names = content.Where(_names.Contains).ToList();
        var known = (names.Count > 0 ? names : content).Where(_frequency.ContainsKey).Distinct().ToList();
        known = known.All(_heads.Contains) ? known : [.. known.Where(word => !_heads.Contains(word))];
        var few = known.Count == 0 ? 0 : known.Min(word => _frequency[word]) * 2;
        return [.. known.Where(word => _frequency[word] <= few), .. content.Where(word => !_frequency.ContainsKey(word)).Distinct()];
    }

    private IReadOnlyList<Sentence> SentencesAt(SortedSet<int> places) => [.. places.Select(place => _places[place].Sentence)];

    private void AddFirst(string word, SortedSet<int> places)
    {
        if (_places.FirstOrDefault(place => place.Words.Contains(word)) is { } place)
            places.Add(place.Index);
    }

    /// <summary>The header of the table that a line is a row of: the line above its first rule.</summary>
    private static string? Head(IReadOnlyList<Sentence> sentences, int index)
    {
        var at = index;
        while (at > 0 && sentences[at - 1].Text.StartsWith('|'))
            at--;
        return at < index && sentences[at].Text.StartsWith('|') ? sentences[at].Text : null;
    }

    private static HashSet<string> Heads(IReadOnlyList<Sentence> sentences)
    {
        var pairs = sentences.SelectMany(sentence => Neighbours().Matches(sentence.Text)).Select(match => (First: match.Groups[1].Value, Second: match.Groups[2].Value))
            .Where(pair => !Statement.IsPlain(pair.First) && !Statement.IsPlain(pair.Second)).ToList();
        var last = pairs.Where(pair => char.IsLower(pair.Second[0])).GroupBy(pair => Statement.Stem(pair.Second), pair => Statement.Stem(pair.First));
        var first = pairs.Where(pair => char.IsUpper(pair.First[0]) && char.IsUpper(pair.Second[0])).GroupBy(pair => Statement.Stem(pair.First), pair => Statement.Stem(pair.Second));
        return [.. last.Concat(first).Where(group => group.Distinct().Count() > 1).Select(group => group.Key)];
    }

    [GeneratedRegex(@"\b(\p{L}[\p{L}\p{Nd}'’-]*)(?=\s(\p{L}[\p{L}\p{Nd}'’-]*))")]
    private static partial Regex Neighbours();

    private static bool Overlaps(IEnumerable<string> words, IReadOnlyCollection<string> others) => words.Any(others.Contains);

    private static bool Turns(HashSet<string> words) => words.Overlaps(Vocabulary.Turning) || words.Any(Vocabulary.IsDenial);

    private static HashSet<string> WordsOf(string text) => [.. Words().Matches(text).Select(match => match.Value.ToLowerInvariant())];

    private static HashSet<string> StemsOf(string text) => [.. Words().Matches(text).Select(match => Statement.Stem(match.Value))];

    [GeneratedRegex(@"\p{L}[\p{L}\p{Nd}'’-]*")]
    private static partial Regex Words();

    private sealed record Place(Sentence Sentence, int Index, HashSet<string> Words, IReadOnlyList<NumberUse> Uses);

    /// <summary>A note that was traced, from which later ones may take numbers, or a sentence in its place.</summary>
    /// <param name="Words">Of what it says of its subject: whose value it starts from is not what it is about.</param>
    /// <param name="Numbers">What a later note may take from it: what its calculations come to, else its numbers.</param>
    /// <param name="Form">Of a note about one party; null for others.</param>
    private sealed record Known(string Note, HashSet<string> Words, HashSet<decimal> Numbers, SortedSet<int> Places, NoteForm? Form = null)
    {
        public static Known Of(string note, SortedSet<int> places) => new(
            note, StemsOf(NoteForm.Essence(note)), Arithmetic.Find(note) is [.., var last] ? [last.Result] : Rank.Of(note) is { } rank ? [rank.Number] : NumberReader.In(note), places,
            NoteForm.Of(note));
    }
}

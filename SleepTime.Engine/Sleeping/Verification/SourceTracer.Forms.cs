namespace SleepTime.Engine.Sleeping.Verification;

/// <summary>Notes whose word order tells more than their words: what each number of them has to be is known.</summary>
internal sealed partial class SourceTracer
{
    /// <summary>What a note with such a form says otherwise than the text and the notes before it, in a sentence; null when that is nothing.</summary>
    public string? Misstated(string note)
    {
        if (Rank.Of(note) is { } rank)
            return MisstatedIn(rank);
        var calculations = Arithmetic.Find(note);
        if (NoteForm.Of(note) is not { } form || StepOf(form, calculations) is not { } step)
            return null;
        var from = TellingOf(form.Base ?? form.Party);
        if (!_known.Concat(_unsure).Any(value => IsOfOneAlone(value, from) && value.Numbers.Contains(step.From))
            && NotOf(form.Base ?? form.Party, from, step.From, step.By) is { } otherwise)
            return otherwise;
        return form.Base is null ? null : NotCompared(form, TellingOf(form.Party), from, step.By, calculations);
    }

    /// <summary>Two taken together or apart: shown where each has its number; of a difference the larger one stands first, whoever has it.</summary>
    private (SourceTrace Trace, SortedSet<int> Places) FindPair(Pair pair, string note)
    {
        var things = Statement.Content(pair.Things);
        var (first, second) = (TellingOf(pair.First), TellingOf(pair.Second));
        Known? ValueOf(List<string> telling, decimal number) => ValuesOf(telling, things).LastOrDefault(value => value.Numbers.Contains(number));
        var straight = (ValueOf(first, pair.FirstNumber), ValueOf(second, pair.SecondNumber));
        var turned = (ValueOf(second, pair.FirstNumber), ValueOf(first, pair.SecondNumber));
        var (one, other) = turned is (not null, not null) && straight is not (not null, not null) ? turned : straight;
        SortedSet<int> places = [.. one?.Places ?? [], .. other?.Places ?? []];
        var complete = one is not null && other is not null && Statement.Content(note).All(_frequency.ContainsKey);
        var struck = one is null ? StruckBehind(pair.FirstNumber, [.. first, .. second]) : null;
        return (new SourceTrace(SentencesAt(places), complete, struck ?? (other is null ? StruckBehind(pair.SecondNumber, [.. first, .. second]) : null)), places);
    }

    private string? MisstatedIn(Rank rank)
    {
        var named = rank.Entries.Where(entry => entry.Name is not null).ToList();
        if (named.SelectMany(entry => Statement.Content(entry.Name!)).FirstOrDefault(word => !_frequency.ContainsKey(word)) is { } unknown)
            return $"The text does not name {unknown}.";
        return named.Select(entry => NotOf(entry.Name!, TellingOf(entry.Name!), entry.Number)).FirstOrDefault(fault => fault is not null);
    }

    /// <summary>Whoever is known to have another number, and is nowhere named beside this one.</summary>
    private string? NotOf(string name, List<string> telling, params decimal[] either)
    {
        var values = ValuesOf(telling).ToList();
        var known = values.SelectMany(value => value.Numbers).ToHashSet();
        return known.Count > 0 && telling.Count > 0 && !either.Any(known.Contains)
            && !_struck.Any(note => Overlaps(note.Words, telling) && either.Any(note.Numbers.Contains))
            && !_places.Any(place => place.Uses.Any(use => use.Number == either[0]
                && (Overlaps(place.Words, telling) || (place.Words.Overlaps(_pronouns) && !use.Subject.Any(_names.Contains)))))
            ? FormattableString.Invariant($"{name} has {values[^1].Numbers.First():0.####}, not {either[0]:0.####}.")
            : null;
    }

    // Whom a sentence with one of them tells of stands in another.
    private static readonly HashSet<string> _pronouns = ["he", "she", "they", "it", "his", "her", "their", "its"];

    /// <summary>Whether a note of no known form names one party and no other: "After doubling, Ann's count is 6 * 2 = 12."</summary>
    private bool IsOfOneAlone(Known note, List<string> telling) =>
        note.Form is null && !note.Words.Overlaps(_ofSeveral) && note.Words.Where(word => _names.Contains(word) && !_heads.Contains(word)).ToList() is { Count: > 0 } named && named.All(telling.Contains);

    // What comes to no count of one thing.
    private static readonly HashSet<string> _ofSeveral = ["all", "total", "together", "sum", "cost", "left"];

    /// <summary>Whoever is compared by another number, or with somebody else.</summary>
    private string? NotCompared(NoteForm form, List<string> party, List<string> from, decimal by, IReadOnlyList<Calculation> calculations)
    {
        // Taken the other way round, a comparison holds with the other sign only.
        bool IsTurned(NumberUse use) => Overlaps(use.Subject, from) && Overlaps(use.Tail, party) && Direction.Fits(use, from, calculations);
        var uses = _places.SelectMany(place => place.Uses.Where(use => use.Tail.Count > 0)).ToList();
        var both = uses.Where(use => Overlaps(use.Subject, party) && Overlaps(use.Tail, from)).ToList();
        if (both.Count > 0)
        {
            return both.Any(use => use.Number == by) || _places.Any(place => Overlaps(place.Words, party) && Overlaps(place.Words, from) && place.Uses.Any(use => use.Number == by))
                ? null
                : FormattableString.Invariant($"The text compares {form.Party} with {form.Base} by {both[0].Number:0.####}, not by {by:0.####}.");
        }
        return uses.Any(use => use.Number == by && (Overlaps(use.Subject, party) || Overlaps(use.Tail, from) || IsTurned(use)))
            ? $"The text does not compare {form.Party} with {form.Base}."
            : null;
    }

    /// <summary>A note that starts from the value of one who is named, or of its own party: that value, and the change or the comparison that it is taken by.</summary>
    private (SourceTrace Trace, SortedSet<int> Places)? FindStep(string note, IReadOnlyList<Calculation> calculations)
    {
        if (NoteForm.Of(note) is not { } form || StepOf(form, calculations) is not { } step)
            return null;
        var party = TellingOf(form.Party);
        var from = TellingOf(form.Base ?? form.Party);
        var things = Statement.Content(form.Things);
        var values = ValuesOf(from, things).Where(value => value.Numbers.Contains(step.From)).ToList();
        var taken = _places.Where(place => place.Uses.Any(use =>
            use.Number == step.By && !use.States && Overlaps(use.Subject, party) && (form.Base is null || Overlaps(use.Tail, from))
            && things.All(thing => use.Subject.Contains(thing) || use.Tail.Contains(thing)) && Direction.Fits(use, party, calculations))).ToList();
        SortedSet<int> places = [.. values.SelectMany(value => value.Places), .. taken.Select(place => place.Index)];
        foreach (var word in party.Concat(from).Where(word => !places.Any(place => _places[place].Words.Contains(word))))
            AddFirst(word, places);
        var complete = values.Count > 0 && taken.Count > 0 && Statement.Content(note).All(_frequency.ContainsKey) && !Turns(WordsOf(note));
        return (new SourceTrace(SentencesAt(places), complete, values.Count > 0 ? null : StruckBehind(step.From, from)), places);
    }

    /// <summary>Who has the most: shown where each number is the newest that the notes have of its name, and nobody of whom they have one is missing.</summary>
    private (SourceTrace Trace, SortedSet<int> Places) FindRank(Rank rank)
    {
        var things = Statement.Content(rank.Things).Where(_frequency.ContainsKey).ToList();
        SortedSet<int> places = [];
        var complete = rank.IsNamed && rank.Fault() is null;
        string? struck = null;
        List<string> named = [];
        foreach (var entry in rank.Entries.Where(entry => entry.Name is not null))
        {
            var telling = TellingOf(entry.Name!);
            named.AddRange(telling);
            var newest = _known.LastOrDefault(known => IsRanked(known, rank, things) && Overlaps(known.Words, telling));
            complete &= newest is not null && newest.Numbers.Contains(entry.Number);
            places.UnionWith(newest?.Places ?? []);
            if (!_known.Concat(_unsure).Any(known => known.Form is not null && Overlaps(known.Words, telling) && known.Numbers.Contains(entry.Number)))
                struck ??= StruckBehind(entry.Number, telling);
        }
        complete &= !_known.Concat(_unsure).Any(known => IsRanked(known, rank, things) && !Overlaps(known.Words, named));
        return (new SourceTrace(SentencesAt(places), complete, struck), places);
    }

    private static bool IsRanked(Known known, Rank rank, List<string> things) =>
        known.Form is { } form && rank.IsTakenOf(form.Verb) && (things.Count == 0 || things.All(known.Words.Contains));

    /// <summary>What sentences and notes state of a party, the notes last and in order.</summary>
    private IEnumerable<Known> ValuesOf(List<string> telling, List<string>? things = null)
    {
        bool Fits(IEnumerable<string> words) => things is null || things.All(words.Contains);
        foreach (var place in _places)
        {
            var stated = place.Uses.Where(use => use.States && Overlaps(use.Subject, telling) && Fits(use.Subject)).Select(use => use.Number).ToHashSet();
            if (stated.Count > 0)
                yield return new Known("", place.Words, stated, [place.Index]);
        }
        foreach (var known in _known.Concat(_unsure).Where(known => known.Form is not null && Overlaps(known.Words, telling) && Fits(known.Words)))
            yield return known;
    }

    private List<string> TellingOf(string party) => TellingWords(Statement.Content(party));

    /// <summary>The two numbers of the one calculation of a note that starts from a value; null for a note that does not.</summary>
    private static (decimal From, decimal By)? StepOf(NoteForm form, IReadOnlyList<Calculation> calculations)
    {
        if ((form.Base is null && !form.Changes) || calculations is not [var only])
            return null;
        var numbers = Arithmetic.Operands(only);
        return numbers.Count == 2 ? (numbers[0], numbers[1]) : null;
    }
}

using System.Text.RegularExpressions;
using SleepTime.Engine.Sleeping.Verification;

namespace SleepTime.Engine.Sleeping;

/// <summary>
/// Puts together what the passes of a job wrote, of one run or of several in parallel. Passes add lines and correct
/// lines; they never overwrite, so that nothing that was right is lost. Pure: the same passes always give the same notes.
/// </summary>
internal static partial class NotesMerger
{
    private const string Correction = "Correction:";

    /// <summary>How much a correction has to share with the line that it corrects, as a share of the words of the shorter one.</summary>
    private const double Alike = 0.6;

    /// <summary>The notes in order, each text once: a later pass, and another run, often repeats an earlier line.</summary>
    /// <param name="verdictOn">Whether a line was verified; null while nobody could tell. A struck correction corrects nothing, and an unverified one nothing that is verified.</param>
    /// <param name="isByHand">Whether a person wrote a line, which no model corrects; null when nobody did.</param>
    public static IReadOnlyList<MergedNote> Merge(IEnumerable<SleepPass> passes, Func<string, bool?> verdictOn, Func<string, bool>? isByHand = null)
    {
        List<MergedNote> notes = [];
        List<int> samples = []; // which run wrote each
        HashSet<string> seen = [];
        foreach (var pass in passes.Where(pass => pass.Kind == SleepPassKind.Notes).OrderBy(pass => pass.Number).ThenBy(pass => pass.Sample))
        {
            foreach (var line in NotesParser.Lines(pass))
            {
                var (text, corrects) = Read(line);
                if (!seen.Add(Key(text)))
                {
                    if (corrects)
                        TakeBack(notes, samples, pass.Sample, text, verdictOn, isByHand);
                    continue;
                }
                if (corrects && FindAlike(notes, text, verdictOn, isByHand) is { } wrong)
                    notes[wrong] = notes[wrong] with { Correction = text };
                notes.Add(new MergedNote(pass.Number, text, null));
                samples.Add(pass.Sample);
            }
        }
        return notes;
    }

    /// <summary>The notes of all that is stored of a job, with what contradicts itself settled.</summary>
    public static IReadOnlyList<MergedNote> Merge(IReadOnlyCollection<SleepPass> passes, IReadOnlyDictionary<string, NoteCheck> checks)
    {
        var notes = Merge(passes, text => checks.GetValueOrDefault(text)?.Verified, text => checks.GetValueOrDefault(text)?.By == CheckedBy.Person);
        var struck = NoteContradictions.Find(notes, passes, checks);
        return struck.Count == 0 ? notes : [.. notes.Select(note => note with { Contradiction = struck.GetValueOrDefault(note.Text) })];
    }

    /// <summary>The lines of a pass without what marks a correction.</summary>
    public static IEnumerable<string> TextsOf(SleepPass pass) => NotesParser.Lines(pass).Select(line => Read(line).Text);

    private static (string Text, bool Corrects) Read(string line) =>
        line.StartsWith(Correction, StringComparison.OrdinalIgnoreCase) && line[Correction.Length..].Trim() is { Length: > 0 } text ? (text, true) : (line, false);

    /// <summary>The same for lines that are the same but for their full stop.</summary>
    public static string Key(string text) => text.TrimEnd('.', ' ');

    /// <summary>The key of a line as a person may have written it: without a bullet, or what marks a correction.</summary>
    public static string KeyOf(string line) => Key(TextOf(line) ?? line.Trim());

    /// <summary>A line as it is read out of a pass; null when nothing is read there.</summary>
    public static string? TextOf(string line) => NotesParser.Lines([line]).Select(read => Read(read).Text).FirstOrDefault();

    /// <summary>A correction that says what was said before is about what the same run said since, in the same words with other numbers: that was a mistake, and so was correcting the first by it.</summary>
    private static void TakeBack(List<MergedNote> notes, List<int> samples, int sample, string correction, Func<string, bool?> verdictOn, Func<string, bool>? isByHand)
    {
        var first = notes.FindIndex(note => Key(note.Text) == Key(correction));
        var verdict = verdictOn(correction);
        var words = AllWordsOf(correction);
        var wrong = verdict == false ? -1 : notes.FindLastIndex(note => note.Correction is null && isByHand?.Invoke(note.Text) != true
            && (verdict == true || verdictOn(note.Text) != true) && AllWordsOf(note.Text).SetEquals(words));
        if (wrong <= first || samples[wrong] != sample)
            return;
        if (notes[first].Correction is { } by && Key(by) == Key(notes[wrong].Text))
            notes[first] = notes[first] with { Correction = null };
        notes[wrong] = notes[wrong] with { Correction = correction };
    }

    /// <summary>The line that says something else about the same: the one that shares most words with it, and all its names.</summary>
    private static int? FindAlike(List<MergedNote> notes, string correction, Func<string, bool?> verdictOn, Func<string, bool>? isByHand)
    {
        var verdict = verdictOn(correction);
        if (verdict == false)
            return null;
        // Starting from somebody else's value may be what is corrected.
        var essence = NoteForm.Essence(correction);
        var (names, words, form) = (NamesOf(essence), WordsOf(essence), NoteForm.Of(correction));
        var first = Word().Match(essence).Value;
        var best = notes
            .Select((note, index) => (note, index, share: Share(WordsOf(NoteForm.Essence(note.Text)), words)))
            .Where(candidate => candidate.note.Correction is null && candidate.share >= Alike)
            .Where(candidate => isByHand?.Invoke(candidate.note.Text) != true)
            .Where(candidate => verdict == true || verdictOn(candidate.note.Text) != true)
            .Where(candidate => HasNames(candidate.note.Text) && IsOfTheSame(NoteForm.Of(candidate.note.Text), form))
            .OrderByDescending(candidate => candidate.share).ThenByDescending(candidate => candidate.index)
            .FirstOrDefault();
        return best.note is null ? null : best.index;

        // The first word has a capital letter in any case.
        bool HasNames(string note) => NamesOf(note) is var there && names.All(name => there.Contains(name) || (name == first && WordsOf(note).Contains(name.ToLowerInvariant())));
    }

    /// <summary>Whether two lines tell of one party and thing, as far as their form says whom they tell of: the south shop is not the north shop.</summary>
    private static bool IsOfTheSame(NoteForm? one, NoteForm? other)
    {
        return one is null || other is null || (Agree(one.Party, other.Party) && Agree(one.Things, other.Things));

        static bool Agree(string left, string right)
        {
            var (a, b) = (Statement.Content(left).ToHashSet(), Statement.Content(right).ToHashSet());
            return a.IsSubsetOf(b) || b.IsSubsetOf(a);
        }
    }

    private static double Share(HashSet<string> one, HashSet<string> other) =>
        one.Count == 0 || other.Count == 0 ? 0 : (double)one.Count(other.Contains) / Math.Min(one.Count, other.Count);

    private static HashSet<string> NamesOf(string text) =>
        [.. Word().Matches(text).Where(match => char.IsUpper(match.Value[0]) && !Vocabulary.Ordinary.Contains(match.Value)).Select(match => match.Value)];

    // Numbers are what is corrected; they must not decide which line is meant.
    private static HashSet<string> WordsOf(string text) =>
        [.. Word().Matches(text).Select(match => match.Value.ToLowerInvariant()).Where(word => !Vocabulary.Ordinary.Contains(word))];

    private static HashSet<string> AllWordsOf(string text) => [.. Word().Matches(text).Select(match => match.Value.ToLowerInvariant())];

    [GeneratedRegex(@"\p{L}[\p{L}’'-]*")]
    private static partial Regex Word();
}

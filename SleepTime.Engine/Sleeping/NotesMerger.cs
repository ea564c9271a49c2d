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
    private const double Alike = 0.5;

    /// <summary>The notes in order, each text once: a later pass, and another run, often repeats an earlier line.</summary>
    /// <param name="isStruck">Whether a line failed verification; a struck correction corrects nothing.</param>
    public static IReadOnlyList<MergedNote> Merge(IEnumerable<SleepPass> passes, Func<string, bool> isStruck)
    {
        List<MergedNote> notes = [];
        HashSet<string> seen = [];
        foreach (var pass in passes.Where(pass => pass.Kind == SleepPassKind.Notes).OrderBy(pass => pass.Number).ThenBy(pass => pass.Sample))
        {
            foreach (var line in NotesParser.Lines(pass))
            {
                var (text, corrects) = Read(line);
                if (corrects && !isStruck(text) && FindAlike(notes, text) is { } wrong)
                    notes[wrong] = notes[wrong] with { Correction = text };
                if (seen.Add(text.TrimEnd('.')))
                    notes.Add(new MergedNote(pass.Number, text, null));
            }
        }
        return notes;
    }

    private static (string Text, bool Corrects) Read(string line) =>
        line.StartsWith(Correction, StringComparison.OrdinalIgnoreCase) && line[Correction.Length..].Trim() is { Length: > 0 } text ? (text, true) : (line, false);

    /// <summary>The line that says something else about the same: the one that shares most words with it, and not all.</summary>
    private static int? FindAlike(List<MergedNote> notes, string correction)
    {
        var words = WordsOf(correction);
        var best = notes
            .Select((note, index) => (note, index, share: Share(WordsOf(note.Text), words)))
            .Where(candidate => candidate.note.Correction is null && candidate.note.Text != correction && candidate.share >= Alike)
            .OrderByDescending(candidate => candidate.share).ThenByDescending(candidate => candidate.index)
            .FirstOrDefault();
        return best.note is null ? null : best.index;
    }

    private static double Share(HashSet<string> one, HashSet<string> other) =>
        one.Count == 0 || other.Count == 0 ? 0 : (double)one.Count(other.Contains) / Math.Min(one.Count, other.Count);

    // Numbers are what is corrected; they must not decide which line is meant.
    private static HashSet<string> WordsOf(string text) =>
        [.. Word().Matches(text).Select(match => match.Value.ToLowerInvariant()).Where(word => !Vocabulary.Ordinary.Contains(word))];

    [GeneratedRegex(@"\p{L}[\p{L}’'-]*")]
    private static partial Regex Word();
}

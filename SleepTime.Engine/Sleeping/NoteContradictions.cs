using System.Text.RegularExpressions;
using SleepTime.Engine.Sleeping.Verification;

namespace SleepTime.Engine.Sleeping;

/// <summary>
/// Finds lines of different runs that say the same with another number at their end, and settles which stays: what a
/// person wrote, then what the text shows, then what the model supports, then what most runs have. Where one run has both,
/// they are two facts and not a contradiction; where the text shows both, both stay. Pure.
/// </summary>
internal static partial class NoteContradictions
{
    private const int Shown = 2;

    /// <summary>Why a line is struck, by its text. Lines without a verdict yet are left for later.</summary>
    public static IReadOnlyDictionary<string, string> Find(
        IReadOnlyList<MergedNote> notes, IEnumerable<SleepPass> passes, IReadOnlyDictionary<string, NoteCheck> checks)
    {
        var writers = WritersOf(passes);
        Dictionary<string, string> struck = [];
        if (writers.Values.SelectMany(runs => runs).Distinct().Count() < 2)
            return struck;
        var groups = notes
            .Where(note => note.Correction is null && checks.GetValueOrDefault(note.Text) is { Verified: not false })
            .Select(note => new Claim(note.Text, StrengthOf(checks[note.Text]), writers[NotesMerger.Key(note.Text)]))
            .GroupBy(claim => SubjectOf(claim.Text));
        foreach (var group in groups.Where(group => group.Key is not null))
            Settle([.. group], struck);
        return struck;
    }

    private static void Settle(IReadOnlyList<Claim> claims, Dictionary<string, string> struck)
    {
        if (claims.Count < 2 || claims.SelectMany(claim => claim.Runs).CountBy(run => run).Any(run => run.Value > 1))
            return;
        var top = claims.Max(claim => claim.Strength);
        var strongest = claims.Where(claim => claim.Strength == top).ToList();
        var most = strongest.Max(claim => claim.Runs.Count);
        var kept = top >= Shown ? strongest : strongest.Where(claim => claim.Runs.Count == most).ToList();
        // As many runs for the one as for the other, and nobody to tell: a guess is no note.
        if (top < Shown && kept.Count > 1)
            kept = [];
        foreach (var claim in claims.Except(kept))
        {
            struck[claim.Text] = kept is [var winner, ..]
                ? $"Another run has another number, {Because(winner, claim)}: {winner.Text}"
                : $"Another run has another number, and nothing tells which is right: {claims.First(other => other != claim).Text}";
        }
    }

    private static string Because(Claim winner, Claim loser) => (winner.Strength, winner.Strength > loser.Strength) switch
    {
        (3, true) => "which a person wrote",
        (Shown, true) => "which the text shows",
        (1, true) => "which the model says the text supports",
        _ => $"which {winner.Runs.Count} runs wrote and this one {loser.Runs.Count}",
    };

    private static int StrengthOf(NoteCheck check) => (check.Verified, check.By) switch
    {
        (true, CheckedBy.Person) => 3,
        (true, CheckedBy.Text or CheckedBy.Arithmetic) => Shown,
        (true, _) => 1,
        _ => 0,
    };

    // What was there before the first pass counts as a run of its own.
    private static Dictionary<string, HashSet<int>> WritersOf(IEnumerable<SleepPass> passes) => passes
        .Where(pass => pass.Kind == SleepPassKind.Notes)
        .SelectMany(pass => NotesMerger.TextsOf(pass).Select(text => (Key: NotesMerger.Key(text), Run: pass.Number == 0 ? -1 : pass.Sample)))
        .GroupBy(line => line.Key, line => line.Run)
        .ToDictionary(group => group.Key, group => group.ToHashSet());

    /// <summary>The line without its last number; null when it has none, or one that names something: room 12 is another room than 14.</summary>
    private static string? SubjectOf(string text)
    {
        if (LastNumber().Match(text) is not { Success: true } last)
            return null;
        var before = text[..last.Index].TrimEnd(' ', '$', '€', '£', '-', '−');
        var isValue = before.EndsWith('=') || before.EndsWith(':') || Vocabulary.Ordinary.Contains(LastWord().Match(before).Value);
        return isValue ? NotesMerger.Key($"{before} # {text[(last.Index + last.Length)..]}").ToLowerInvariant() : null;
    }

    [GeneratedRegex(@"(?<![\w.])(?:" + NumberReader.Digits + @")(?![\d])", RegexOptions.RightToLeft)]
    private static partial Regex LastNumber();

    [GeneratedRegex(@"\p{L}+$")]
    private static partial Regex LastWord();

    private sealed record Claim(string Text, int Strength, HashSet<int> Runs);
}

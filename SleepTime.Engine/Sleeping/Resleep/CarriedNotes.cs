using System.Text.RegularExpressions;
using SleepTime.Engine.Sleeping.Verification;

namespace SleepTime.Engine.Sleeping.Resleep;

/// <summary>A line to begin with.</summary>
/// <param name="Source">The sentences that it comes from, a line each, known or found; null when nobody knows.</param>
internal sealed record CarriedLine(Note Note, string? Source);

/// <summary>
/// Which notes of an earlier text still hold for a new one: those whose source sentences are all there unchanged; a row of a
/// table says nothing without its headings, so that what comes from one has to be shown by the new text again. Notes
/// that speak of everything ("all", "most", "total") may have become wrong by what was added elsewhere, so that they are
/// made anew. Pure.
/// </summary>
internal static partial class CarriedNotes
{
    private static readonly HashSet<string> _wholesale = new(StringComparer.OrdinalIgnoreCase)
    {
        "all", "total", "together", "sum", "average", "each", "both", "everyone", "everybody", "everything", "nobody", "overall",
    };

    /// <summary>The lines to carry over, in order.</summary>
    public static IReadOnlyList<Note> Of(NotesVersion earlier, string newText)
    {
        var sentences = SentenceSplitter.Split(newText).Select(sentence => sentence.Text).ToHashSet();
        var tracer = new Lazy<SourceTracer>(() => new SourceTracer(newText));
        return [.. earlier.Lines
            .OrderBy(line => line.Order)
            .Where(line => !line.Struck && !line.Edited && line.Verified == true && line.Source is not null && line.By is CheckedBy.Text or CheckedBy.Person)
            .Where(line => line.Source!.Split('\n').All(sentences.Contains))
            .Where(line => !SpeaksOfAll(line.Text))
            .Where(line => !IsFromATable(line) || (newText.Length <= SourceTracer.MostWaitedFor && tracer.Value.Trace(line.Text).Complete))];
    }

    private static bool IsFromATable(Note line) => line.By == CheckedBy.Text && line.Source!.Split('\n').Any(source => source.StartsWith('|'));

    /// <summary>
    /// Of lines that a person wrote, changed, struck or removed: on the same text all, on another those whose sentences are all
    /// there unchanged. What a person wrote has no source of its own, so that its sentences are looked for in the old text.
    /// </summary>
    public static IReadOnlyList<CarriedLine> ByHand(IReadOnlyList<Note> edited, string oldText, string newText)
    {
        if (oldText == newText)
            return [.. edited.Select(line => new CarriedLine(line, line.Source))];
        var sentences = SentenceSplitter.Split(newText).Select(sentence => sentence.Text).ToHashSet();
        var tracer = new Lazy<SourceTracer>(() => new SourceTracer(oldText));
        string? Trace(Note line) => oldText.Length > SourceTracer.MostWaitedFor ? null : NoteVerifier.SourceOf(tracer.Value.Trace(line.Text));
        return [.. edited
            .Where(line => !SpeaksOfAll(line.Text))
            .Select(line => new CarriedLine(line, line.Source ?? Trace(line)))
            .Where(line => line.Source?.Split('\n').All(sentences.Contains) ?? false)];
    }

    // "Later the mill has" and "starts after Project A:" say when and from what, and compare nothing.
    private static bool SpeaksOfAll(string text) => Word().Matches(Rank.Of(text) is null ? NoteForm.Essence(text) : text).Any(word => _wholesale.Contains(word.Value) || Vocabulary.Comparing.Contains(word.Value));

    [GeneratedRegex(@"\p{L}+")]
    private static partial Regex Word();
}

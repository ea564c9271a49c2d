using System.Text.RegularExpressions;
using SleepTime.Engine.Sleeping.Verification;

namespace SleepTime.Engine.Sleeping.Resleep;

/// <summary>
/// Which notes of an earlier text still hold for a new one: those whose source sentences are all there unchanged. Notes
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
        return [.. earlier.Lines
            .OrderBy(line => line.Order)
            .Where(line => !line.Struck && line.Verified == true && line.Source is not null && line.By is CheckedBy.Text or CheckedBy.Person)
            .Where(line => line.Source!.Split('\n').All(sentences.Contains))
            .Where(line => !Word().Matches(line.Text).Any(word => _wholesale.Contains(word.Value) || Vocabulary.Comparing.Contains(word.Value)))];
    }

    [GeneratedRegex(@"\p{L}+")]
    private static partial Regex Word();
}

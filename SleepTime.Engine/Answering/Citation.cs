using System.Text.RegularExpressions;
using SleepTime.Engine.Sleeping;

namespace SleepTime.Engine.Answering;

/// <summary>A note that an answer can be read off, with the sentences that the note comes from.</summary>
public sealed record Citation(Note Note)
{
    /// <summary>The sentences of the text, in its order; none when they are not known.</summary>
    public IReadOnlyList<string> Sentences => Note.Source?.Split('\n') ?? [];
}

/// <summary>
/// Traces an answer back to notes: those that hold its numbers and names and speak of what was asked. A model's own word
/// for where it got an answer would be no proof, and costs tokens. Pure.
/// </summary>
public static partial class Citations
{
    /// <summary>Most notes that one answer is traced to.</summary>
    public const int Most = 3;

    /// <summary>The best notes first; none when no note holds the answer.</summary>
    /// <param name="answer">All that the model said; the final answer in it counts.</param>
    /// <param name="notes">Of the version that the answer was made from; struck ones are left out.</param>
    public static IReadOnlyList<Citation> Find(string question, string answer, IEnumerable<Note> notes)
    {
        var final = AnswerParser.FinalAnswer(answer) ?? ThoughtText.Split(answer).Said;
        var told = WordsOf(final);
        if (told.Count == 0 || told.Contains("unknown"))
            return [];
        var asked = WordsOf(question);
        return [.. notes
            .Where(note => !note.Struck)
            .Select(note => (note, words: WordsOf(note.Text)))
            .Where(item => told.IsSubsetOf(item.words))
            .Select(item => (item.note, shared: item.words.Count(word => asked.Contains(word) && !told.Contains(word)), ends: EndsIn(item.note.Text, final)))
            .Where(item => item.shared > 0)
            // A note that ends in the answer works it out; one that has it elsewhere only uses it.
            .OrderByDescending(item => item.ends).ThenByDescending(item => item.shared).ThenBy(item => item.note.Order)
            .Take(Most)
            .Select(item => new Citation(item.note))];
    }

    /// <summary>Whether one of these lines holds the answer to the question.</summary>
    public static bool Holds(string question, string answer, IEnumerable<string> lines) =>
        Find(question, $"Answer: {answer}", lines.Select((line, order) => new Note { NotesVersionId = Guid.Empty, Order = order, Pass = 1, Text = line })).Count > 0;

    private static bool EndsIn(string note, string answer) => note.TrimEnd('.', ' ').EndsWith(answer.TrimEnd('.', ' '), StringComparison.OrdinalIgnoreCase);

    private static HashSet<string> WordsOf(string text) =>
        [.. Word().Matches(text).Select(word => word.Value.ToLowerInvariant()).Where(word => !Sleeping.Verification.Vocabulary.Ordinary.Contains(word))];

    [GeneratedRegex(@"[\p{L}\p{Nd}]+(?:[.,]\p{Nd}+)*")]
    private static partial Regex Word();
}

using System.Text.RegularExpressions;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Verification;

namespace SleepTime.Engine.Answering;

/// <summary>
/// Which expected answers may stand as answers: those that a verified note comes to, about the same and in the same
/// relation. One word in common with a note that has the number somewhere is not enough. Pure.
/// </summary>
public static partial class HeldAnswers
{
    // A cost is no count, a sum no single value, a difference neither.
    private static readonly string[][] _relations =
    [
        ["cost", "price", "worth", "pay"], ["left", "remain", "remaining"], ["together", "total", "sum", "all", "altogether"],
        ["over", "apart", "more", "fewer", "less", "difference", "than"], ["end"], ["start"], ["most", "largest", "highest", "biggest"], ["fewest", "least", "smallest", "lowest"],
    ];

    // What questions are made of.
    private static readonly HashSet<string> _asking =
        ["how", "many", "much", "what", "which", "who", "when", "where", "do", "does", "did", "doe", "can", "would", "there", "their", "them", "need", "get"];

    public static bool IsHeld(ExpectedQuestion expected, NotesVersion notes) =>
        notes.Lines.Any(note => note is { Struck: false, Verified: true } && note.By != CheckedBy.Person && !IsOutdated(note, notes.Lines)
            && Holds(expected.Question, expected.Answer, note, notes.Lines));

    /// <summary>Whether a later line tells of a change of the same.</summary>
    private static bool IsOutdated(Note note, IReadOnlyList<Note> all) => NoteForm.Of(note.Text) is { } form
        && all.Any(later => later.Order > note.Order && !later.Struck && NoteForm.Of(later.Text) is { Changes: true } change
            && change.Verb == form.Verb && change.Things == form.Things && change.Party.Equals(form.Party, StringComparison.OrdinalIgnoreCase));

    private static bool Holds(string question, string answer, Note note, IReadOnlyList<Note> all)
    {
        if (Citations.Find(question, $"Answer: {answer}", [note]).Count == 0 || !IsResult(note.Text, answer))
            return false;
        // Whose value it starts from, what a rank was taken of and when it changed are not what it says.
        var essence = NoteForm.Essence(note.Text);
        if (_relations.Any(relation => Says(question, relation) != Says(essence, relation)))
            return false;
        // Relations were compared above; "end" and "ends" are not content of one and of the other alone.
        var asked = Statement.Content(question).Where(word => !_asking.Contains(word) && !IsRelation(word)).ToHashSet();
        var told = Statement.Content(answer).ToHashSet();
        var noted = Statement.Content(essence).Where(word => !IsRelation(word)).ToHashSet();
        // Whoever the notes name is named by both or by neither.
        var known = all.SelectMany(line => Statement.Content(line.Text)).ToHashSet();
        return asked.Where(known.Contains).All(word => noted.Contains(word) || Vocabulary.Calendar.Contains(word)) && noted.Except(told).All(asked.Contains);
    }

    /// <summary>A number is what the note ends in, not one that it only works with.</summary>
    private static bool IsResult(string note, string answer) =>
        NumberReader.In(answer).Count == 0 || Digits().Matches(note) is not [.., var last] || NumberReader.In(answer).SetEquals(NumberReader.In(last.Value));

    private static bool IsRelation(string word) => _relations.Any(relation => relation.Contains(word));

    private static bool Says(string text, string[] relation) => Word().Matches(text).Any(word => relation.Contains(Statement.Stem(word.Value)));

    [GeneratedRegex(@"(?<![\w.])(?:" + NumberReader.Digits + ")")]
    private static partial Regex Digits();

    [GeneratedRegex(@"\p{L}+")]
    private static partial Regex Word();
}

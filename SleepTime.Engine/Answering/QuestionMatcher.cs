using System.Text.RegularExpressions;
using SleepTime.Engine.Sleeping;

namespace SleepTime.Engine.Answering;

/// <summary>Compares what is asked with what sleep expected to be asked. Pure.</summary>
internal static partial class QuestionMatcher
{
    // How many answers are worth trying as drafts; the engine looks each of them up in every step.
    private const int MostDrafts = 3;

    // How many are scored by the model before a question is answered: somebody waits for it.
    private const int MostScored = 3;

    /// <summary>The expected question that is the same but for case, white space and punctuation; null when there is none.</summary>
    public static ExpectedQuestion? Find(string question, IReadOnlyList<ExpectedQuestion> expected)
    {
        var asked = Normalize(question);
        return asked.Length == 0 ? null : expected.FirstOrDefault(candidate => Normalize(candidate.Question) == asked);
    }

    /// <summary>The expected answers to the questions most like this one, the likeliest first.</summary>
    public static IReadOnlyList<string> LikelyAnswers(string question, IReadOnlyList<ExpectedQuestion> expected) =>
        [.. Alike(question, expected).Select(candidate => candidate.Answer).Distinct().Take(MostDrafts)];

    /// <summary>The few expected questions whose words are most like these, with other answers each, the likeliest first.</summary>
    public static IReadOnlyList<ExpectedQuestion> MostAlike(string question, IReadOnlyList<ExpectedQuestion> expected) =>
        [.. Alike(question, expected).DistinctBy(candidate => candidate.Answer).Take(MostScored)];

    private static IEnumerable<ExpectedQuestion> Alike(string question, IReadOnlyList<ExpectedQuestion> expected)
    {
        var asked = WordsOf(question);
        return expected
            .Select(candidate => (candidate, shared: WordsOf(candidate.Question).Count(asked.Contains)))
            .Where(item => item.shared > 1)
            .OrderByDescending(item => item.shared).ThenBy(item => item.candidate.Order)
            .Select(item => item.candidate);
    }

    /// <summary>In small letters, without quotes, question marks and the like, one space between words. Signs and symbols stay: 5 - 3 is not 5 + 3.</summary>
    public static string Normalize(string question) =>
        string.Join(' ', Ignored().Replace(question.ToLowerInvariant(), " ").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.', ' ');

    private static HashSet<string> WordsOf(string text) => [.. Word().Matches(text).Select(word => word.Value.ToLowerInvariant())];

    [GeneratedRegex(@"[\p{L}\p{Nd}]+(?:[.,]\p{Nd}+)*")]
    private static partial Regex Word();

    [GeneratedRegex("[?!\"“”„¿¡]")]
    private static partial Regex Ignored();
}

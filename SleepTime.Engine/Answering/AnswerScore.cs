using System.Text.RegularExpressions;
using SleepTime.Engine.Answering.Numbers;

namespace SleepTime.Engine.Answering;

/// <summary>How an answer was judged against the expected one.</summary>
public enum ScoreRule
{
    /// <summary>The same but for case, spaces, quotes, digit grouping and full stops.</summary>
    Exact,

    /// <summary>The expected answer is a number, in digits, as a fraction or in words: the answer's only number has to equal it.</summary>
    Number,

    /// <summary>The expected answer stands word by word in the answer.</summary>
    Contains,
}

/// <summary>Whether an answer gives the expected one, and by which rule that was found. Pure.</summary>
/// <param name="Extracted">What was compared, as it stands in the reply: the number where one is expected and the answer has one alone, else the answer.</param>
public sealed partial record AnswerScore(bool IsRight, ScoreRule Rule, string Extracted)
{
    /// <summary>Longest expected answer that is taken, in characters.</summary>
    public const int MaxExpectedLength = 500;

    private static readonly char[] _around = [' ', '!', '"', '\'', '“', '”', '‘', '’', '`', '*'];
    private static readonly char[] _behind = [.. _around, '.'];

    /// <summary>
    /// Judges what follows the last "Answer:". The same text is right by <see cref="ScoreRule.Exact"/>. Else a number is
    /// looked for where a number is expected, and the words where words are; that rule then says right or wrong.
    /// </summary>
    /// <returns>Null where nothing is expected, or the reply has no answer to judge.</returns>
    public static AnswerScore? Of(string reply, string? expected)
    {
        if (string.IsNullOrWhiteSpace(expected) || AnswerParser.FinalAnswer(reply) is not { } final)
            return null;
        var (given, wanted) = (Normalize(final), Normalize(expected));
        if (given == wanted)
            return new AnswerScore(true, ScoreRule.Exact, final);
        if (NumberOf(expected) is { } number)
        {
            var only = AnswerNumbers.Only(final);
            return new AnswerScore(only?.Value == number, ScoreRule.Number, only?.Text ?? final);
        }
        return new AnswerScore(wanted.Length > 0 && $" {Words(given)} ".Contains($" {Words(wanted)} ", StringComparison.Ordinal), ScoreRule.Contains, final);
    }

    /// <summary>Whether two replies give the same answer, by what follows their last "Answer:", a number counting without the words around it.</summary>
    /// <returns>Null where one of them has no answer to compare.</returns>
    public static bool? AreSame(string one, string other)
    {
        if (AnswerParser.FinalAnswer(one) is not { } first || AnswerParser.FinalAnswer(other) is not { } second)
            return null;
        return Normalize(first) == Normalize(second) || IsNumber(first, second) || IsNumber(second, first);

        static bool IsNumber(string number, string words) => NumberOf(number) is { } value && AnswerNumbers.Only(words)?.Value == value;
    }

    // "1,300." and "$1300" are the same answer, "Team  Green" and "'team green'" too.
    private static string Normalize(string answer)
    {
        var plain = Grouping().Replace(answer.Normalize().ToLowerInvariant(), "");
        plain = string.Join(' ', plain.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return Bare(plain).TrimStart('$', '€', '£').TrimStart();
    }

    // A point before a digit belongs to it: ".5" is not "5".
    private static string Bare(string text) => text.TrimEnd(_behind).TrimStart(_around);

    private static string Words(string text) => string.Join(' ', Word().Matches(text).Select(word => word.Value));

    // A unit is more than a number: "12 May" is no 12.
    private static decimal? NumberOf(string text)
    {
        var plain = Bare(text).TrimStart('+').TrimEnd('%').TrimEnd();
        return AnswerNumbers.In(plain) is [{ Start: 0 } only] && only.Text.Length == plain.Length ? only.Value : null;
    }

    // A comma between a digit and three more groups digits.
    [GeneratedRegex(@"(?<=\d),(?=\d{3}(?!\d))")]
    private static partial Regex Grouping();

    [GeneratedRegex(@"[\p{L}\p{Nd}]+(?:[.'’-][\p{L}\p{Nd}]+)*")]
    private static partial Regex Word();
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace SleepTime.Engine.Answering;

/// <summary>How an answer was judged against the expected one.</summary>
public enum ScoreRule
{
    /// <summary>The same but for case, spaces, quotes, digit grouping and full stops.</summary>
    Exact,

    /// <summary>The expected answer is a number: the answer's only number has to equal it.</summary>
    Number,

    /// <summary>The expected answer stands word by word in the answer.</summary>
    Contains,
}

/// <summary>Whether an answer gives the expected one, and by which rule that was found. Pure.</summary>
public sealed partial record AnswerScore(bool IsRight, ScoreRule Rule)
{
    /// <summary>Longest expected answer that is taken, in characters.</summary>
    public const int MaxExpectedLength = 500;

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
            return new AnswerScore(true, ScoreRule.Exact);
        if (NumberOf(wanted) is { } number)
            return new AnswerScore(NumbersIn(given) is [var only] && only == number, ScoreRule.Number);
        return new AnswerScore(wanted.Length > 0 && $" {Words(given)} ".Contains($" {Words(wanted)} ", StringComparison.Ordinal), ScoreRule.Contains);
    }

    /// <summary>Whether two replies give the same answer, by what follows their last "Answer:", a number counting without the words around it.</summary>
    /// <returns>Null where one of them has no answer to compare.</returns>
    public static bool? AreSame(string one, string other)
    {
        if (AnswerParser.FinalAnswer(one) is not { } first || AnswerParser.FinalAnswer(other) is not { } second)
            return null;
        var (left, right) = (Normalize(first), Normalize(second));
        return left == right || IsNumber(left, right) || IsNumber(right, left);

        static bool IsNumber(string number, string words) => NumberOf(number) is { } value && NumbersIn(words) is [var only] && only == value;
    }

    // "1,300." and "$1300" are the same answer, "Team  Green" and "'team green'" too.
    private static string Normalize(string answer)
    {
        var plain = Grouping().Replace(answer.Normalize().ToLowerInvariant(), "");
        plain = string.Join(' ', plain.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return plain.Trim(' ', '.', '!', '"', '\'', '“', '”', '‘', '’', '`', '*').TrimStart('$', '€', '£').TrimStart();
    }

    private static string Words(string text) => string.Join(' ', Word().Matches(text).Select(word => word.Value));

    private static decimal? NumberOf(string text) =>
        WholeNumber().IsMatch(text) && decimal.TryParse(text.Replace('−', '-').TrimEnd('%', ' '), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static IReadOnlyList<decimal> NumbersIn(string text) => [.. Number().Matches(text)
        .Select(match => decimal.TryParse(match.Value.Replace('−', '-'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : (decimal?)null)
        .OfType<decimal>()
        .Distinct()];

    // A comma between a digit and three more groups digits.
    [GeneratedRegex(@"(?<=\d),(?=\d{3}(?!\d))")]
    private static partial Regex Grouping();

    [GeneratedRegex(@"^[-−+]?\d+(\.\d+)?\s?%?$")]
    private static partial Regex WholeNumber();

    // A minus counts as a sign only where it does not part two numbers.
    [GeneratedRegex(@"(?<![\p{L}\d.])(?:(?<!\d\s*)[-−])?\d+(?:\.\d+)?")]
    private static partial Regex Number();

    [GeneratedRegex(@"[\p{L}\p{Nd}]+(?:[.'’-][\p{L}\p{Nd}]+)*")]
    private static partial Regex Word();
}

using System.Text.RegularExpressions;
using SleepTime.Engine.Sleeping.Verification;

namespace SleepTime.Engine.Answering.Numbers;

/// <summary>
/// Reads the numbers of an answer: 1,250.5, −4, $7, 12 %, 3/4, 2 1/2, \frac{3}{4}, twenty-five. A percent sign, a currency and
/// a unit say what a number is of and change nothing about it. Words count only where there is no number in digits, since
/// "the red one" is no 1. Digits with a comma between them that does not group thousands are no number: 7,8 is one to some and two to others. Pure.
/// </summary>
public static partial class AnswerNumbers
{
    /// <summary>The numbers of a text in their order; empty when there are none. Numbers beyond the range of a decimal are left out.</summary>
    public static IReadOnlyList<AnswerNumber> In(string text)
    {
        List<AnswerNumber> numbers = [.. InDigits().Matches(text).Select(Read).OfType<AnswerNumber>()];
        return numbers.Count > 0 ? numbers : WordNumbers.In(text);
    }

    /// <summary>The last number of a text; null when there is none.</summary>
    public static AnswerNumber? Last(string text) => In(text) is [.., var last] ? last : null;

    /// <summary>The number that a text is, with no more than its unit behind it; null when it is none, or more than one.</summary>
    public static decimal? Whole(string text) => In(text.Trim()) is [{ Start: 0 } only] ? only.Value : null;

    /// <summary>The one number that a text has, however often; null when it has none, or several.</summary>
    public static AnswerNumber? Only(string text) => In(text).DistinctBy(number => number.Value).ToList() is [var only] ? only : null;

    private static AnswerNumber? Read(Match match)
    {
        var value = Magnitude(match);
        return value is null ? null : new AnswerNumber(match.Groups["sign"].Success ? -value.Value : value.Value, match.Value.Trim(), match.Index);
    }

    private static decimal? Magnitude(Match match)
    {
        if (!match.Groups["over"].Success)
            return NumberReader.Parse(match.Groups["digits"].Value) ?? ParsePoint(match.Groups["digits"].Value);
        var whole = match.Groups["whole"].Success ? NumberReader.Parse(match.Groups["whole"].Value) : 0;
        return NumberReader.Parse(match.Groups["under"].Value) is { } under and not 0 && NumberReader.Parse(match.Groups["over"].Value) is { } over
            ? Sum(whole, over / under)
            : null;
    }

    // Digits may be as long as a decimal is, and one more part is too much then.
    private static decimal? Sum(decimal? whole, decimal part) => whole is { } known && known <= decimal.MaxValue - part ? known + part : null;

    // ".5" has no digit before its point.
    private static decimal? ParsePoint(string digits) => digits.StartsWith('.') ? NumberReader.Parse("0" + digits) : null;

    // A minus is a sign only where it stands at its number and parts it from no other. Three parts with slashes are a date.
    [GeneratedRegex(
        """
        (?<![\p{L}\d.,/])
        (?<sign> (?<![\p{L}]) (?<![\d)\]]\s*) [-−–] (?=[$€£¥.\d\\]) | \b(?:minus|negative)\s+ )?
        (?: [$€£¥] \s? (?<sign> [-−–] )? )?
        (?:
            \\[dt]?frac\s*\{\s*(?<over>\d+)\s*\}\s*\{\s*(?<under>\d+)\s*\}
          | (?: (?<whole>\d+) \s+ )? (?<over>\d+) \s? / \s? (?<under>\d+) (?! [\d/] )
          | (?<digits> (?> (?: \d{1,3}(?:,\d{3})+(?!\d) | \d+ ) (?:\.\d+)? ) | \.\d+ ) (?! ,\d )
        )
        """, RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex InDigits();
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace SleepTime.Engine.Sleeping.Verification;

/// <summary>Reads numbers as people write them: 1,250, 3.5, −4, 12%, $7, and small ones in words. Pure.</summary>
internal static partial class NumberReader
{
    /// <summary>A number with digits, without sign or currency.</summary>
    public const string Digits = @"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?";

    private static readonly string[] _words =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    private static readonly Dictionary<string, decimal> _meanings = new(StringComparer.OrdinalIgnoreCase)
    {
        ["twice"] = 2, ["double"] = 2, ["both"] = 2, ["pair"] = 2, ["half"] = 2, ["triple"] = 3, ["thrice"] = 3, ["dozen"] = 12,
    };

    /// <summary>What small numbers are called, from zero on.</summary>
    public static IReadOnlyList<string> Words => _words;

    /// <summary>The value of one number that matches <see cref="Digits"/>; null beyond the range of a decimal.</summary>
    public static decimal? Parse(string digits) =>
        decimal.TryParse(digits, NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>Every number of a text, those in words too.</summary>
    public static HashSet<decimal> In(string text)
    {
        var numbers = new HashSet<decimal>();
        foreach (Match match in Number().Matches(text))
        {
            if (Parse(match.Value) is { } value)
                numbers.Add(value);
        }
        foreach (Match word in Word().Matches(text))
        {
            if (Array.FindIndex(_words, known => known.Equals(word.Value, StringComparison.OrdinalIgnoreCase)) is >= 0 and var value)
                numbers.Add(value);
            else if (_meanings.TryGetValue(word.Value, out var meaning))
                numbers.Add(meaning);
        }
        return numbers;
    }

    [GeneratedRegex(@"(?<![\w.])(?:" + Digits + @")(?![\d])")]
    private static partial Regex Number();

    [GeneratedRegex("[A-Za-z]+")]
    private static partial Regex Word();
}

using System.Globalization;
using System.Text.RegularExpressions;
using SleepTime.Engine.Answering.Numbers;

namespace SleepTime.Engine.Experiments.Figures;

/// <summary>By what answers count as the same when several are taken together: "1,300." and "$1300" are one answer. Pure.</summary>
internal static partial class Vote
{
    /// <param name="given">What of an answer was compared.</param>
    public static string Of(string given)
    {
        var plain = string.Join(' ', given.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Trim('"', '\'', '“', '”', '‘', '’').TrimEnd('.', '!').Trim();
        // One half is one half however it is written; with a unit behind it, "12 May" is not 12.
        if (AnswerNumbers.In(plain) is [{ Start: 0 } only] && only.Text.Length == plain.Length)
            return Written(only.Value);
        var digits = Grouping().Replace(plain.TrimStart('$', '€', '£').Trim(), "");
        // Without the noughts behind the point that a decimal remembers.
        return Number().IsMatch(digits) && decimal.TryParse(digits, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? Written(number)
            : plain;
    }

    private static string Written(decimal number) => number.ToString("0.############################", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<=\d),(?=\d{3}(?!\d))")]
    private static partial Regex Grouping();

    [GeneratedRegex(@"^-?\d+(?:\.\d+)?$")]
    private static partial Regex Number();
}

using System.Text.RegularExpressions;
using SleepTime.Engine.Sleeping.Verification;

namespace SleepTime.Engine.Answering.Numbers;

/// <summary>Reads numbers in English words: "twenty-five", "one hundred and five", "three quarters", "two dozen". Pure.</summary>
internal static partial class WordNumbers
{
    private static readonly Dictionary<string, int> _small = NumberReader.Words
        .Concat(["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"])
        .Select((word, value) => (word, value))
        .Concat(new[] { "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety" }.Select((word, index) => (word, value: 20 + (10 * index))))
        .ToDictionary(pair => pair.word, pair => pair.value, StringComparer.OrdinalIgnoreCase);

    private static readonly Dictionary<string, long> _large = new(StringComparer.OrdinalIgnoreCase)
    {
        ["dozen"] = 12, ["hundred"] = 100, ["thousand"] = 1_000, ["million"] = 1_000_000, ["billion"] = 1_000_000_000,
    };

    private static readonly Dictionary<string, int> _parts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["half"] = 2, ["halves"] = 2, ["third"] = 3, ["thirds"] = 3, ["quarter"] = 4, ["quarters"] = 4,
    };

    public static IReadOnlyList<AnswerNumber> In(string text)
    {
        List<AnswerNumber> numbers = [];
        var words = Word().Matches(text);
        for (var at = 0; at < words.Count;)
        {
            var first = at;
            var value = Read(text, words, ref at);
            if (value is null)
            {
                at = first + 1;
                continue;
            }
            var negative = first > 0 && words[first - 1].Value.ToLowerInvariant() is "minus" or "negative";
            var start = negative ? words[first - 1].Index : words[first].Index;
            var last = words[at - 1];
            numbers.Add(new AnswerNumber(negative ? -value.Value : value.Value, text[start..(last.Index + last.Length)], start));
        }
        return numbers;
    }

    // Beyond what answers count in words, and far below where a decimal ends: a model that loops goes on and on.
    private const decimal Most = 1_000_000_000_000_000;

    /// <summary>One number from word <paramref name="at"/> on, which is moved behind it; null when none begins there, or one that is beyond all counting.</summary>
    private static decimal? Read(string text, MatchCollection words, ref int at)
    {
        // What is complete, and what the next large word still multiplies.
        decimal total = 0, open = 0;
        var any = false;
        var lastSmall = int.MaxValue;
        for (; at < words.Count && (!any || Follows(text, words, at)); at++)
        {
            var word = words[at].Value;
            if (_small.TryGetValue(word, out var small) && (lastSmall == int.MaxValue || (lastSmall >= 20 && small is > 0 and < 10)))
            {
                open += small;
                lastSmall = small;
            }
            else if (_large.TryGetValue(word, out var large) && (any || large == 12))
            {
                open = any && open > 0 ? open : 1;
                if (open * large > Most || total > Most)
                    return null;
                (total, open) = large <= 100 ? (total, open * large) : (total + (open * large), 0);
                lastSmall = int.MaxValue;
            }
            else if (_parts.TryGetValue(word, out var parts) && (any || parts == 2))
            {
                at++;
                return (any ? total + open : 1) / parts;
            }
            else if (!(any && word.Equals("and", StringComparison.OrdinalIgnoreCase) && lastSmall == int.MaxValue && at + 1 < words.Count && _small.ContainsKey(words[at + 1].Value)))
                break;
            any = true;
        }
        return any ? total + open : null;
    }

    /// <summary>Nothing but a space or a hyphen parts it from the word before.</summary>
    private static bool Follows(string text, MatchCollection words, int at)
    {
        var end = words[at - 1].Index + words[at - 1].Length;
        return text[end..words[at].Index] is " " or "-";
    }

    [GeneratedRegex("[A-Za-z]+")]
    private static partial Regex Word();
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace SleepTime.Engine.Sleeping.Verification;

/// <summary>Finds the calculations that a note states and does them again in exact decimal arithmetic. Pure.</summary>
internal static partial class Arithmetic
{
    private const int LeapYear = 2024;
    private const int FewestDays = 28;
    private const int MostDays = 31;
    private const int SmallestYear = 100;

    private static readonly string[] _months = CultureInfo.InvariantCulture.DateTimeFormat.MonthNames[..12];

    private const string Operators = @"[-+*/×·÷−]|\bx\b|\btimes\b|\bplus\b|\bminus\b";

    // A unit, month or currency may stand beside a number: "12 boxes + 5 boxes = 17 boxes", "8 + 6 = March 14", "3 * $4".
    private const string Before = @"(?:[$€£]\s?|(?:[A-Z][a-z]+\s))?";
    private const string After = @"(?:\s?[%°€])?(?:\s[a-z]+){0,2}?";
    private const string Operand = @"\(*\s*[-−]?" + Before + "(?:" + NumberReader.Digits + ")" + After + @"\s*\)*";

    /// <summary>Every calculation with at least one operator, in order; one that cannot be computed, such as a division by zero, is left out.</summary>
    public static IReadOnlyList<Calculation> Find(string note)
    {
        List<Calculation> found = [];
        foreach (Match chain in Chain().Matches(note))
        {
            var sides = chain.Value.Split('=');
            var isPlain = IsPlain(note, chain, sides);
            for (var i = 0; i + 1 < sides.Length; i++)
            {
                // What does not come out is only called wrong where nothing but plain numbers is meant.
                if (Check(sides[i], sides[i + 1]) is not { } calculation)
                    continue;
                var days = DaysOf(sides[i + 1]);
                // A year may stand behind a month, too.
                if (calculation.Result > days && calculation.Result < SmallestYear)
                    found.Add(calculation with { Holds = false });
                else if (calculation.Holds || (isPlain && !IsWholePart(calculation) && !(days is not null && calculation.Right - calculation.Result is >= FewestDays and <= MostDays))) // it may be in the next month
                    found.Add(calculation);
            }
        }
        return found;
    }

    /// <summary>Whether a division is told by its whole part, or by one more for the rest: full boxes, or tables for everybody.</summary>
    private static bool IsWholePart(Calculation calculation) => calculation.Text.Split('=')[0].AsSpan().ContainsAny('/', '÷')
        && calculation.Right != decimal.Truncate(calculation.Right) && (calculation.Result == decimal.Floor(calculation.Right) || calculation.Result == decimal.Ceiling(calculation.Right));

    /// <summary>Whether it multiplies or divides.</summary>
    public static bool Scales(Calculation calculation) => Scaling().IsMatch(calculation.Text.Split('=')[0]);

    /// <summary>Why a calculation does not hold, in a sentence.</summary>
    public static string Explain(Calculation wrong) => wrong.Right == wrong.Result && Capital().Match(wrong.Text.Split('=')[1]) is { Success: true } date
        ? FormattableString.Invariant($"{date.Value.Split(' ')[0]} has no day {wrong.Result:0.####}.")
        : FormattableString.Invariant($"{wrong.Text.Split('=')[0].Trim()} is {wrong.Right:0.####}, not {wrong.Result:0.####}.");

    /// <summary>The most days that a month before a number has; null where no month is.</summary>
    private static int? DaysOf(string side)
    {
        var month = Capital().Match(side) is { Success: true } date ? Array.IndexOf(_months, date.Value.Split(' ')[0]) + 1 : 0;
        return month == 0 ? null : DateTime.DaysInMonth(LeapYear, month);
    }

    /// <summary>The numbers that a calculation is done with, in order.</summary>
    public static IReadOnlyList<decimal> Operands(Calculation calculation) =>
        [.. Digits().Matches(calculation.Text.Split('=')[0]).Select(match => NumberReader.Parse(match.Value)).OfType<decimal>()];

    [GeneratedRegex(NumberReader.Digits)]
    private static partial Regex Digits();

    /// <summary>
    /// Whether numbers mean nothing but themselves here. Times of day, dates, percentages, mixed units, ranges, decimal
    /// commas, powers and the end of a longer calculation do not: whether those come out is for the model to say.
    /// </summary>
    private static bool IsPlain(string note, Match chain, string[] sides)
    {
        var before = note[..(chain.Index + chain.Length - chain.Value.TrimStart().Length)];
        var after = note[(chain.Index + chain.Length)..];
        if (Continues().IsMatch(before) || ContinuesBehind().IsMatch(after) || chain.Value.Contains('%'))
            return false;
        if (DecimalComma().IsMatch(chain.Value) || PointOfThousands().IsMatch(chain.Value) || Percent().IsMatch(note[chain.Index..]) || Range().IsMatch(chain.Value) || Magnitude().IsMatch(note[chain.Index..]) || Capital().IsMatch(sides[0]))
            return false;
        if (chain.Value.AsSpan().ContainsAny('$', '€', '£') && Cents().IsMatch(chain.Value + FirstWord().Match(after).Value))
            return false;
        // Only sums: a number of boxes times the price of one may well be dollars. But 6 * 10 minutes are an hour.
        var isSum = sides.All(side => !Scaling().IsMatch(side));
        return isSum ? Units().Matches(chain.Value).Select(unit => unit.Groups[1].Value.TrimEnd('s')).Distinct().Count() <= 1 : UnitsOf(sides[0]) is not { Count: > 0 } units || UnitsOf(string.Join('=', sides[1..]) + FirstWord().Match(after).Value).IsSubsetOf(units);
    }

    private static HashSet<string> UnitsOf(string side) => [.. Units().Matches(side).Select(unit => unit.Groups[1].Value.TrimEnd('s')).Where(unit => !Vocabulary.Ordinary.Contains(unit) && unit is not ("x" or "time" or "plu" or "minu"))];

    [GeneratedRegex(@"[:,.]$|[-+*/×·÷−^\d]\s*$|\b(?:of|half|twice|double|times|plus|minus|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|x)\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Continues();

    [GeneratedRegex(@"^\s?(?:[:,^]\d|\d|[-+*/×÷^])")]
    private static partial Regex ContinuesBehind();

    [GeneratedRegex(@"\d,\d{1,2}(?!\d)|\d \d")]
    private static partial Regex DecimalComma();

    [GeneratedRegex(@"^\s?(?:\p{Ll}+|¢)")]
    private static partial Regex FirstWord();

    // 1.250 € may be a thousand and more.
    [GeneratedRegex(@"\d\.\d{3}(?!\d)")]
    private static partial Regex PointOfThousands();

    [GeneratedRegex(@"\d\s?per\s?cent\b", RegexOptions.IgnoreCase)]
    private static partial Regex Percent();

    [GeneratedRegex(@"\d\s?(?:cents?|pence|penny|pennies|ct|p)(?!\p{L})|¢", RegexOptions.IgnoreCase)]
    private static partial Regex Cents();

    [GeneratedRegex(@"\d[-−]\d")]
    private static partial Regex Range();

    [GeneratedRegex(@"\d\s?(?:hundred|thousand|million|billion|dozen|k|m|bn)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Magnitude();

    [GeneratedRegex(@"[A-Z][a-z]+\s\d")]
    private static partial Regex Capital();

    [GeneratedRegex(@"[*/×·÷]|\bx\b|\btimes\b")]
    private static partial Regex Scaling();

    [GeneratedRegex(@"\d\s?([a-z]{1,})\b")]
    private static partial Regex Units();

    /// <summary>
    /// In a chain such as "2 + 3 = 5 + 1 = 6" the middle side is read both as what the left one comes to and as a sum of
    /// its own, as people write it: the left one has to equal its first number or the whole of it.
    /// </summary>
    private static Calculation? Check(string left, string right)
    {
        var expression = Expression.Parse(left);
        if (expression is not { Operators: > 0, Value: { } value } || Expression.Parse(right) is not { First: { } first, Decimals: var decimals } stated)
            return null;
        // A price with cents times a rate has more decimals than anybody writes.
        var rounds = left.AsSpan().ContainsAny('/', '÷') || (decimals > 0 && left.Contains('.', StringComparison.Ordinal) && Scaling().IsMatch(left));
        var holds = Equal(value, first, decimals, rounds) || (stated.Value is { } whole && Equal(value, whole, decimals, rounds));
        return new Calculation($"{left.Trim()} = {right.Trim()}", first, value, holds);
    }

    private static bool Equal(decimal exact, decimal stated, int decimals, bool rounds)
    {
        // 10 / 3 = 3.33 is right as far as it goes, and so is 7 / 2 = 4: half of the last decimal that was written. Sums are exact.
        var tolerance = 0.5m;
        for (var i = 0; i < decimals; i++)
            tolerance /= 10;
        return exact == stated || (rounds && exact != decimal.Truncate(exact) && Math.Abs(exact - stated) <= tolerance);
    }

    [GeneratedRegex(Operand + "(?:\\s*(?:" + Operators + ")\\s*" + Operand + ")+(?:\\s*=\\s*" + Operand + "(?:\\s*(?:" + Operators + ")\\s*" + Operand + ")*)+")]
    private static partial Regex Chain();

    /// <summary>One side of an equation.</summary>
    /// <param name="First">Its first number.</param>
    /// <param name="Value">What it comes to; null when it cannot be computed.</param>
    /// <param name="Operators">How many it has.</param>
    /// <param name="Decimals">Decimals of its first number as written.</param>
    private sealed partial record Expression(decimal First, decimal? Value, int Operators, int Decimals)
    {
        public static Expression? Parse(string side)
        {
            var tokens = Token().Matches(side).Select(match => match.Value).ToList();
            if (tokens.FirstOrDefault(token => char.IsDigit(token[0])) is not { } digits || NumberReader.Parse(digits) is not { } first)
                return null;
            var at = 0;
            decimal? value;
            try
            {
                value = Sum(tokens, ref at);
            }
            catch (Exception failure) when (failure is DivideByZeroException or OverflowException or FormatException)
            {
                value = null;
            }
            if (at != tokens.Count)
                value = null;
            var operators = tokens.Count(token => !char.IsDigit(token[0]) && token is not ("(" or ")" or "%"));
            var point = digits.IndexOf('.');
            var decimals = point < 0 ? 0 : digits.Length - point - 1;
            if (tokens.IndexOf(digits) is var index && index + 1 < tokens.Count && tokens[index + 1] == "%")
                (first, decimals) = (first / 100, decimals + 2);
            if (tokens[0] is "-" or "−")
                (first, operators) = (-first, operators - 1);
            return new Expression(first, value, operators, decimals);
        }

        private static decimal Sum(List<string> tokens, ref int at)
        {
            var sum = Product(tokens, ref at);
            while (at < tokens.Count && tokens[at] is "+" or "plus" or "-" or "−" or "minus")
            {
                var plus = tokens[at++] is "+" or "plus";
                var next = Product(tokens, ref at);
                sum = plus ? sum + next : sum - next;
            }
            return sum;
        }

        private static decimal Product(List<string> tokens, ref int at)
        {
            var product = Factor(tokens, ref at);
            while (at < tokens.Count && tokens[at] is "*" or "×" or "·" or "x" or "times" or "/" or "÷")
            {
                var divides = tokens[at++] is "/" or "÷";
                var next = Factor(tokens, ref at);
                product = divides ? product / next : product * next;
            }
            return product;
        }

        private static decimal Factor(List<string> tokens, ref int at)
        {
            if (at >= tokens.Count)
                throw new FormatException("A number is missing.");
            var token = tokens[at++];
            if (token is "-" or "−")
                return -Factor(tokens, ref at);
            if (token == "(")
            {
                var inner = Sum(tokens, ref at);
                if (at >= tokens.Count || tokens[at++] != ")")
                    throw new FormatException("A bracket is not closed.");
                return inner;
            }
            var value = NumberReader.Parse(token) ?? throw new FormatException($"{token} is not a number.");
            if (at >= tokens.Count || tokens[at] != "%")
                return value;
            at++;
            return value / 100;
        }

        [GeneratedRegex("(?:" + NumberReader.Digits + @")|[-+*/×·÷−()%]|\bx\b|\btimes\b|\bplus\b|\bminus\b")]
        private static partial Regex Token();
    }
}

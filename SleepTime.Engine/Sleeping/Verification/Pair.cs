using System.Text.RegularExpressions;

namespace SleepTime.Engine.Sleeping.Verification;

/// <summary>A note that takes the values of two together or says how far they are apart: "Ann and Ben together, keys: 3 + 4 = 7." Pure.</summary>
/// <param name="Things">What is counted; empty where the note does not say.</param>
internal sealed partial record Pair(string First, string Second, string Things, decimal FirstNumber, decimal SecondNumber)
{
    /// <summary>Null for any other note. The first number belongs to the first party, and of a difference to whoever has more.</summary>
    public static Pair? Of(string note, IReadOnlyList<Calculation> calculations)
    {
        if (calculations is not [var only] || Arithmetic.Operands(only) is not [var one, var other] || Shape().Match(note) is not { Success: true } shape)
            return null;
        return new Pair(shape.Groups["first"].Value, shape.Groups["second"].Value, shape.Groups["things"].Value, one, other);
    }

    [GeneratedRegex(@"^(?<first>[^,:;]+?)\sand\s(?<second>[^,:;]+?)\s(?:together|apart)(?:,\s(?<things>\p{Ll}+))?:\s(?=[\d$€£])")]
    private static partial Regex Shape();
}

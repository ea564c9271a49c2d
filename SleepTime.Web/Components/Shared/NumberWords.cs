namespace SleepTime.Web.Components.Shared;

/// <summary>Figures as people read them. Unknown is a dash, never a zero.</summary>
public static class NumberWords
{
    public const string Unknown = "—";

    private const string Minus = "−";

    public static string Count(long? value) => value switch
    {
        null => Unknown,
        < 0 => Minus + (-value.Value).ToString("N0"),
        _ => value.Value.ToString("N0"),
    };

    /// <summary>With its sign, for differences.</summary>
    public static string Delta(long? value) => value > 0 ? "+" + Count(value) : Count(value);

    /// <summary>A figure with its unit: "1 token", "0 tokens".</summary>
    public static string Tokens(long? value) => value switch
    {
        null => Unknown,
        1 => "1 token",
        _ => $"{Count(value)} tokens",
    };

    public static string Rate(double? tokensPerSecond) => tokensPerSecond switch
    {
        null => Unknown,
        < 10 => $"{tokensPerSecond:0.0} tok/s",
        _ => $"{tokensPerSecond:N0} tok/s",
    };

    /// <summary>All only where it is all: what is short of it by a little is 99 %.</summary>
    public static string Percent(double part, double whole) => whole > 0
        ? (part / whole * 100) switch
        {
            > 99 and < 100 => "99 %",
            var percent => $"{percent:0} %",
        }
        : Unknown;

    /// <summary>"1 note", "2 notes", "no notes".</summary>
    public static string Of(long count, string one, string? many = null) => count switch
    {
        0 => $"no {many ?? one + "s"}",
        1 => $"1 {one}",
        _ => $"{Count(count)} {many ?? one + "s"}",
    };
}

using SleepTime.Engine.Answering;
using SleepTime.Engine.Experiments;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Experiments.Figures;

/// <summary>How arms are named and drawn.</summary>
internal static class ArmLooks
{
    private static readonly string[] _others = ["--st-good", "--st-bad", "--st-quiet", "--st-text"];

    /// <summary>Without its verbosity.</summary>
    public static string Line(Arm arm) => arm.Mode == AnswerMode.Standard
        ? "Standard"
        : $"SleepTime, {NumberWords.Of(arm.Passes, "pass", "passes")}{(arm.Samples == 1 ? "" : $", {arm.Samples} runs")}";

    /// <summary>The modes have their colours; of several ways to sleep each has its own.</summary>
    /// <param name="at">Of its mode, from 0.</param>
    public static string Color(AnswerMode mode, int at) => mode == AnswerMode.Standard ? "--st-standard" : at == 0 ? "--st-sleeptime" : _others[(at - 1) % _others.Length];

    /// <summary>How many times one is the other, in words; what rounds to once is called the same.</summary>
    public static string Times(double from, double to, string less, string same, string more) => (from / to) switch
    {
        >= 1.05 and var times => double.IsFinite(times) ? $"{times:0.0} times {less}" : less,
        > 1 / 1.05 => same,
        var times => $"{1 / times:0.0} times {more}",
    };

    /// <summary>Whether <see cref="Times"/> says of a ratio that it is so many times more.</summary>
    public static bool IsMore(double ratio) => ratio <= 1 / 1.05;

    public static string Percent(double share) => $"{share * 100:0.0} %";

    public static string Number(double? value) => value switch
    {
        null => NumberWords.Unknown,
        { } number when Math.Abs(number) >= 1000 => number.ToString("N0"),
        { } number => number.ToString("0.0"),
    };
}

using System.Globalization;
using SleepTime.Engine.Experiments.Figures;

namespace SleepTime.Engine.Experiments.Reports;

/// <summary>Both modes at equal accuracy, with intervals. Pure.</summary>
internal static class HeadlineSection
{
    public static string Write(ExperimentPlan plan, Headline headline)
    {
        if (!plan.HasBothModes)
            return "";
        var found = headline.Pair is { } pair ? Table(pair) : $"{headline.WhyNot}\n";
        return $"\n## At equal accuracy\n\n{found}";
    }

    private static string Table(EqualPair pair) =>
        "The shortest of each mode that is right as often as Standard at its best: the 95 % interval of the difference stays above −5 points. Intervals are by a bootstrap over contexts.\n\n"
        + ReportTable.Head("", "", "95 % interval")
        + ReportTable.Row("Standard", ExperimentReport.Name(pair.Standard), "")
        + ReportTable.Row("SleepTime", ExperimentReport.Name(pair.SleepTime), "")
        + ReportTable.Row("Pairs, on contexts", $"{pair.Pairs} on {pair.Contexts}", "")
        + ReportTable.Row("Right, points", ReportTable.WithSign(pair.Right * 100), $"{ReportTable.WithSign(pair.RightInterval.Low * 100)} to {ReportTable.WithSign(pair.RightInterval.High * 100)}")
        + ReportTable.Row("Completion tokens, times fewer", Ratio(pair.TokenRatio), Interval(pair.TokenInterval))
        + ReportTable.Row($"Cost at {Headline.SharedBy} questions a context, times lower", Ratio(pair.CostRatio), Interval(pair.CostInterval));

    private static string Ratio(double? ratio) => ratio?.ToString("0.00", CultureInfo.InvariantCulture) ?? ReportTable.Unknown;

    private static string Interval((double Low, double High)? interval) => interval is var (low, high) ? $"{Ratio(low)} to {Ratio(high)}" : ReportTable.Unknown;
}

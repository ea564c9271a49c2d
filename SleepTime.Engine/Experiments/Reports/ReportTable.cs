using System.Globalization;

namespace SleepTime.Engine.Experiments.Reports;

/// <summary>Rows and figures as the Markdown of reports has them. Pure.</summary>
internal static class ReportTable
{
    public const string Unknown = "—";

    public static string Head(params IReadOnlyList<string> cells) => Row(cells) + Row([.. Enumerable.Repeat("---", cells.Count)]);

    public static string Row(params IReadOnlyList<string> cells) => $"| {string.Join(" | ", cells)} |\n";

    public static string Number(double? value) => value?.ToString("0.0", CultureInfo.InvariantCulture) ?? Unknown;

    /// <summary>With its sign, for differences.</summary>
    public static string WithSign(double? value) => value?.ToString("+0.0;−0.0;0.0", CultureInfo.InvariantCulture) ?? Unknown;

    /// <summary>No p is 0.</summary>
    public static string P(double p) => p < 0.0001 ? "< 0.0001" : p.ToString("0.####", CultureInfo.InvariantCulture);

    public static string Percent((double Low, double High)? interval) => interval is var (low, high) ? $"{Number(low * 100)}–{Number(high * 100)} %" : Unknown;
}

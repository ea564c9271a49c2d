using SleepTime.Engine.Experiments.Figures;
using SleepTime.Engine.Experiments.Reports;
using SleepTime.Web.Components.Charts;
using SleepTime.Web.Components.Pages.Insights;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Experiments.Figures;

/// <summary>Tokens and right answers as bars, by how much the model may say.</summary>
internal static class VerbosityFigures
{
    public static ExperimentFigure Tokens(ExperimentFigures figures) => new(
        "Tokens of an answer", TokensSay(figures), Bars(figures, arm => arm.CompletionTokens, "tokens"),
        new FigureTable(
            "tokens", [new("arm", "Arm"), new("completion_tokens", "Completion tokens", 1), new("prompt_tokens", "Prompt tokens", 1), new("cached_tokens", "Of them cached", 1), new("latency_ms", "Latency, ms", 1), new("sleep_tokens", "Sleep tokens a context", 1)],
            [.. figures.Arms.Select(arm => (IReadOnlyList<object?>)[ExperimentReport.Name(arm.Arm), arm.CompletionTokens, arm.PromptTokens, arm.CachedTokens, arm.LatencyMs, arm.SleepTokens])]));

    public static ExperimentFigure Right(ExperimentFigures figures) => new(
        "Right answers", RightSay(figures), Bars(figures, arm => arm.Right.Count == 0 ? null : arm.Right.Value * 100, "% right"),
        new FigureTable(
            "right", [new("arm", "Arm"), new("right", "Right"), new("answers", "Answers"), new("low", "95 % from", 3), new("high", "95 % to", 3), new("failed", "Failed"), .. figures.Kinds.Select((kind, at) => new FigureColumn($"kind_{at + 1}", ExperimentWords.Kind(kind), 3))],
            [.. figures.Arms.Select(arm => (IReadOnlyList<object?>)[ExperimentReport.Name(arm.Arm), arm.Right.Right, arm.Right.Count, arm.Right.Interval?.Low, arm.Right.Interval?.High, arm.Failed, .. arm.Kinds.Select(kind => kind.Count == 0 ? (object?)null : kind.Value)])]));

    private static string TokensSay(ExperimentFigures figures)
    {
        var known = figures.Arms.Where(arm => arm.CompletionTokens is not null).ToList();
        if (known.Count == 0)
            return "No answer is there yet.";
        return known.Max(arm => arm.CompletionTokens) - known.Min(arm => arm.CompletionTokens) < 0.05
            ? $"Every way takes {ArmLooks.Number(known[0].CompletionTokens)} tokens on average. What sleep spent before is not in it."
            : $"From {ArmLooks.Number(known.Min(arm => arm.CompletionTokens))} tokens ({ExperimentReport.Name(known.MinBy(arm => arm.CompletionTokens)!.Arm)}) to {ArmLooks.Number(known.Max(arm => arm.CompletionTokens))} ({ExperimentReport.Name(known.MaxBy(arm => arm.CompletionTokens)!.Arm)}), on average. What sleep spent before is not in it.";
    }

    private static string RightSay(ExperimentFigures figures)
    {
        var known = figures.Arms.Where(arm => arm.Right.Count > 0).ToList();
        return known.Count == 0
            ? "No answer is there yet."
            : string.Join(' ', known.GroupBy(arm => arm.Arm.Mode).Select(mode => mode.MaxBy(arm => arm.Right.Value)!).Select(best =>
                $"{best.Arm.Mode} at its best (verbosity {best.Arm.Verbosity}) is right in {ArmLooks.Percent(best.Right.Value)} of {NumberWords.Of(best.Right.Count, "answer")} (95 % interval {ArmLooks.Percent(best.Right.Interval!.Low)} to {ArmLooks.Percent(best.Right.Interval.High)})."));
    }

    private static ChartData Bars(ExperimentFigures figures, Func<ArmFigures, double?> value, string unit)
    {
        IReadOnlyList<int> verbosities = [.. figures.Arms.Select(arm => arm.Arm.Verbosity).Distinct().Order()];
        if (figures.Arms.All(arm => value(arm) is null))
            verbosities = [];
        return new ChartData(
            [.. verbosities.Select(verbosity => $"{verbosity}")], [.. verbosities.Select(verbosity => $"Verbosity {verbosity}")],
            [
                .. figures.Arms.GroupBy(arm => (arm.Arm.Mode, arm.Arm.Passes, arm.Arm.Samples)).GroupBy(line => line.Key.Mode).SelectMany(mode => mode.Select((line, at) =>
                    new ChartSeries(ArmLooks.Line(line.First().Arm), ArmLooks.Color(mode.Key, at), [.. verbosities.Select(verbosity => line.FirstOrDefault(arm => arm.Arm.Verbosity == verbosity) is { } arm ? value(arm) : null)]))),
            ],
            unit, "verbosity") { LatestMatter = false };
    }
}

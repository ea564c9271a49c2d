using SleepTime.Engine.Experiments.Figures;
using SleepTime.Engine.Experiments.Reports;
using SleepTime.Web.Components.Pages.Insights;
using SleepTime.Web.Endpoints.Contracts;

namespace SleepTime.Web.Components.Pages.Experiments;

/// <summary>The tables on the page of an experiment as rows for a file: the same rows, each number in full.</summary>
public static class ExperimentTables
{
    public const string ArmsName = "arms";
    public const string KindsName = "kinds";
    public const string DifferencesName = "differences";

    public static IReadOnlyList<string> Names { get; } = [ArmsName, KindsName, DifferencesName];

    /// <summary>A row for each way of answering.</summary>
    public static FigureTable Arms(ExperimentFigures figures) => new(
        ArmsName,
        [
            .. Way, new("mode", "Mode"), new("verbosity", "Verbosity"), new("passes", "Passes"), new("samples", "Runs side by side"), .. Right, new("failed", "Failed"),
            new("completion_tokens", "Tokens", 1), new("prompt_tokens", "Prompt tokens", 1), new("cached_tokens", "Cached", 1), new("latency_ms", "Latency, ms", 1),
            new("sleep_tokens", "Sleep tokens a context", 1), new("cost", "Cost a question", 1),
        ],
        [
            .. figures.Arms.Select(arm => (IReadOnlyList<object?>)[
                .. Of(arm.Arm), arm.Arm.Mode.ToString(), arm.Arm.Verbosity, arm.Arm.Passes == 0 ? null : arm.Arm.Passes, arm.Arm.Samples == 0 ? null : arm.Arm.Samples, .. Of(arm.Right), arm.Failed,
                arm.CompletionTokens, arm.PromptTokens, arm.CachedTokens, arm.LatencyMs, arm.SleepTokens, arm.Cost]),
        ]);

    /// <summary>A row for each way of answering and kind of question; kinds are chosen by people and so no names of columns.</summary>
    public static FigureTable Kinds(ExperimentFigures figures) => new(
        KindsName, [.. Way, new("kind", "Kind"), .. Right],
        [.. figures.Arms.SelectMany(arm => figures.Kinds.Zip(arm.Kinds, (kind, share) => (IReadOnlyList<object?>)[.. Of(arm.Arm), kind, .. Of(share)]))]);

    /// <summary>A row for each way of answering that has pairs with what it is held against.</summary>
    public static FigureTable Differences(IEnumerable<ArmDifference> differences) => new(
        DifferencesName,
        [
            .. Way, new("against", "Held against"), new("pairs", "Pairs"), new("contexts", "Contexts"), new("right_points", "Right, points", 1), new("only_this", "Only this right"), new("only_other", "Only the other"),
            new("p", "p", 4), new("completion_tokens", "Tokens", 1), new("low", "95 % from", 1), new("high", "95 % to", 1), new("latency_ms", "Latency, ms", 1),
        ],
        [
            .. differences.Select(one => (IReadOnlyList<object?>)[
                .. Of(one.Arm), ArmKeys.Of(one.Against), one.Of.Pairs, one.Of.Contexts, one.Of.Right * 100, one.Of.OnlyThis, one.Of.OnlyOther,
                one.Of.PValue, one.Of.Tokens, one.Of.TokensInterval?.Low, one.Of.TokensInterval?.High, one.Of.LatencyMs]),
        ]);

    private static IEnumerable<FigureColumn> Way => [new("arm", "Key"), new("way", "Way")];

    private static IEnumerable<FigureColumn> Right => [new("right", "Right"), new("answers", "Answers"), new("share", "Share", 3), new("low", "95 % from", 3), new("high", "95 % to", 3)];

    private static IEnumerable<object?> Of(Engine.Experiments.Arm arm) => [ArmKeys.Of(arm), ExperimentReport.Name(arm)];

    private static IEnumerable<object?> Of(Share share) => [share.Right, share.Count, share.Count == 0 ? null : share.Value, share.Interval?.Low, share.Interval?.High];
}

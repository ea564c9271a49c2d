using System.Globalization;
using System.Text;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Experiments.Figures;

namespace SleepTime.Engine.Experiments.Reports;

/// <summary>Another experiment that a report holds its own against.</summary>
public sealed record ReportBaseline(string Name, IReadOnlyList<ExperimentCell> Cells);

/// <summary>The Markdown of an experiment. Pure.</summary>
public static class ExperimentReport
{
    /// <param name="shows">What it shows, in a sentence; null where nobody said.</param>
    /// <param name="baseline">Null to hold SleepTime against Standard of the same verbosity.</param>
    public static string Write(ExperimentView view, string? shows, ExperimentFigures figures, IReadOnlyList<ExperimentCell> cells, ReportBaseline? baseline = null)
    {
        var (experiment, plan) = (view.Experiment, view.Experiment.Plan);
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"# {MarkdownLine.Of(experiment.Name)}\n\n");
        if (shows is not null)
            text.Append(CultureInfo.InvariantCulture, $"{shows}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Data set: {MarkdownLine.Of(experiment.DataSetName)}. Model {MarkdownLine.Of(experiment.ModelId ?? "unknown")}, prompts {MarkdownLine.Of(experiment.PromptVersion ?? "unknown")}. ");
        text.Append(CultureInfo.InvariantCulture, $"Seed {plan.Seed}, temperature {plan.Temperature}, {plan.Repeats} of each answer, scored by {plan.Scorer}. Ran for {experiment.RanMs / 1000:0} s.\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{figures.Done - view.Failed:N0} answers, {view.Failed:N0} failed and counted in nothing.");
        if (figures.IsPartial)
            text.Append(CultureInfo.InvariantCulture, $" **Partial: {figures.Done:N0} of {figures.Planned:N0} are there.**");
        text.Append("\n\n").Append(ReportTable.Head(["Arm", "Right", "95 % interval", "Answers", "Failed", "Completion tokens", "Prompt tokens", "Cached", "Latency, ms", "Sleep tokens a context", "Cost a question", .. figures.Kinds.Select(KindName)]));
        foreach (var arm in figures.Arms)
        {
            text.Append(ReportTable.Row([
                Name(arm.Arm), $"{arm.Right}", arm.Right.Interval is { } right ? ReportTable.Percent((right.Low, right.High)) : ReportTable.Unknown, $"{arm.Right.Count}", $"{arm.Failed}",
                ReportTable.Number(arm.CompletionTokens), ReportTable.Number(arm.PromptTokens), ReportTable.Number(arm.CachedTokens), ReportTable.Number(arm.LatencyMs), ReportTable.Number(arm.SleepTokens), ReportTable.Number(arm.Cost), .. arm.Kinds.Select(kind => $"{kind}")]));
        }
        text.Append(CultureInfo.InvariantCulture, $"\nCost in completion tokens of sleep: t = {figures.TestTokenPrice}, w = {figures.InputTokenPrice}, {figures.QuestionsPerContext:0.#} questions on a context share its sleep.\n");
        Compare(text, figures, cells, baseline);
        text.Append(HeadlineSection.Write(plan, Headline.Of(figures, cells)));
        text.Append(FigureSections.Write(plan, figures, cells));
        return text.ToString();
    }

    public static string Name(Arm arm) => arm.Mode == AnswerMode.Standard
        ? $"Standard, verbosity {arm.Verbosity}"
        : $"SleepTime, verbosity {arm.Verbosity}, {arm.Passes} {(arm.Passes == 1 ? "pass" : "passes")}{(arm.Samples == 1 ? "" : $", {arm.Samples} runs")}";

    private static void Compare(StringBuilder text, ExperimentFigures figures, IReadOnlyList<ExperimentCell> cells, ReportBaseline? baseline)
    {
        var pairs = Baseline.Compare(figures.Arms.Select(arm => arm.Arm), cells, baseline?.Cells);
        if (pairs.Count == 0)
            return;
        text.Append(CultureInfo.InvariantCulture, $"\n## {(baseline is null ? "SleepTime against Standard of the same verbosity" : $"Against {MarkdownLine.Of(baseline.Name)}")}, pair by pair\n\n")
            .Append(ReportTable.Head("Arm", "Pairs", "Contexts", "Right, points", baseline is null ? "Only SleepTime" : "Only this", baseline is null ? "Only Standard" : "Only the other", "p (sign flips over contexts, exact)", "Completion tokens", "95 % interval"));
        foreach (var (arm, _, of) in pairs)
        {
            text.Append(ReportTable.Row([
                Name(arm), $"{of.Pairs}", $"{of.Contexts}", ReportTable.WithSign(of.Right * 100), $"{of.OnlyThis}", $"{of.OnlyOther}", ReportTable.P(of.PValue),
                ReportTable.WithSign(of.Tokens), of.TokensInterval is var (low, high) ? $"{ReportTable.WithSign(low)} to {ReportTable.WithSign(high)}" : ReportTable.Unknown]));
        }
    }

    private static string KindName(string kind) => kind.Length == 0 ? "(no kind)" : MarkdownLine.Of(kind);
}

using System.Globalization;
using SleepTime.Engine.Experiments.Figures;

namespace SleepTime.Engine.Experiments.Reports;

/// <summary>What an experiment's plan gives reason for beyond its arms: costs when sleep is shared, several answers, gain by predictability. Pure.</summary>
internal static class FigureSections
{
    public static string Write(ExperimentPlan plan, ExperimentFigures figures, IReadOnlyList<ExperimentCell> cells) => string.Concat(Costs(plan, figures), Sampling(plan, cells), Gain(plan, cells));

    private static string Costs(ExperimentPlan plan, ExperimentFigures figures) => !plan.HasBothModes
        ? ""
        : "\n## Cost of a question when so many share the sleep on a context\n\n"
          + ReportTable.Head(["Arm", .. ExperimentFigures.SharedBy.Select(questions => questions.ToString(CultureInfo.InvariantCulture))])
          + string.Concat(figures.Arms.Select(arm => ReportTable.Row([ExperimentReport.Name(arm.Arm), .. ExperimentFigures.SharedBy.Select(questions => ReportTable.Number(figures.CostWhenShared(arm, questions)))])));

    private static string Sampling(ExperimentPlan plan, IReadOnlyList<ExperimentCell> cells) => plan.Repeats < 2
        ? ""
        : "\n## Several answers to a question\n\n"
          + ReportTable.Head("Arm", "Answers (k)", "Completion tokens", "Oracle (pass@k)", "95 % interval", "Majority", "95 % interval", "Questions")
          + string.Concat(ParallelSampling.Of(plan.Arms, cells).Select(point => ReportTable.Row(
              ExperimentReport.Name(point.Arm), $"{point.Samples}", ReportTable.Number(point.Tokens), $"{ReportTable.Number(point.PassAtK * 100)} %", ReportTable.Percent(point.PassInterval),
              $"{ReportTable.Number(point.Majority * 100)} %", ReportTable.Percent(point.MajorityInterval), $"{point.Questions}")));

    private static string Gain(ExperimentPlan plan, IReadOnlyList<ExperimentCell> cells)
    {
        if (!plan.Predictability || !plan.HasBothModes)
            return "";
        var gain = PredictabilityGain.Of(plan.Arms, cells);
        return $"\n## Gain by predictability\n\nFifths of the pairs of {(gain.Arm is { } arm ? ExperimentReport.Name(arm) : "no arm")}, the least predictable first; {gain.Unknown} without a score left out.\n\n"
            + ReportTable.Head("Fifth", "Pairs", "Scores", "Right without notes", "Right from notes", "Gain, points", "95 % interval", "Tokens saved")
            + string.Concat(gain.Fifths.Select(fifth => ReportTable.Row(
                $"{fifth.Fifth}", $"{fifth.Pairs}", string.Create(CultureInfo.InvariantCulture, $"{fifth.Lowest:0.00} to {fifth.Highest:0.00}"),
                $"{ReportTable.Number(fifth.Standard * 100)} %", $"{ReportTable.Number(fifth.SleepTime * 100)} %", ReportTable.WithSign(fifth.Gain * 100),
                fifth.Interval is var (low, high) ? $"{ReportTable.WithSign(low * 100)} to {ReportTable.WithSign(high * 100)}" : ReportTable.Unknown, ReportTable.Number(fifth.TokensSaved))));
    }
}

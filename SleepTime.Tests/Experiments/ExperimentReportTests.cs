using SleepTime.Engine.Answering;
using SleepTime.Engine.Experiments;
using SleepTime.Engine.Experiments.Figures;
using SleepTime.Engine.Experiments.Reports;

namespace SleepTime.Tests.Experiments;

public sealed class ExperimentReportTests
{
    private static readonly ExperimentPlan _plan = new()
    {
        DataSetId = Guid.NewGuid(), Modes = [AnswerMode.Standard, AnswerMode.SleepTime], Verbosities = [0], Passes = [3], Samples = [1], Repeats = 2, Temperature = 1, Predictability = true,
    };

    [Fact]
    public void Write_EverythingPlanned_HasASectionForEach()
    {
        List<ExperimentCell> cells = [];
        foreach (var arm in _plan.Arms)
        {
            for (var i = 0; i < 10; i++)
                cells.Add(new ExperimentCell($"q{i % 5}", "a|b", arm, i / 5, Failed: false, arm.Passes > 0, 50, 0, arm.Passes > 0 ? 5 : 20, 100) { Id = Guid.NewGuid(), Given = "7", LogProbability = -i });
        }

        var report = Write(cells);

        Assert.Contains("| Standard, verbosity 0 | 0.0 % | 0.0–27.8 % | 10 | 0 | 20.0 |", report, StringComparison.Ordinal);
        Assert.Contains("| a\\|b |", report, StringComparison.Ordinal);
        Assert.Contains("## Cost of a question when so many share the sleep", report, StringComparison.Ordinal);
        Assert.Contains("| SleepTime, verbosity 0, 3 passes | 250.0 | 150.0 | 90.0 | 70.0 |", report, StringComparison.Ordinal); // 10·5 + 200/N
        Assert.Contains("| SleepTime, verbosity 0, 3 passes | 2 | 10.0 | 100.0 % | 100.0–100.0 % | 100.0 % |", report, StringComparison.Ordinal);
        Assert.Contains("## Gain by predictability", report, StringComparison.Ordinal);
        Assert.DoesNotContain("Partial", report, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_NothingYet_IsPartialAndSaysWhatIsUnknown()
    {
        var report = Write([]);

        Assert.Contains("**Partial: 0 of 20 are there.**", report, StringComparison.Ordinal);
        Assert.Contains("| Standard, verbosity 0 | — | — | 0 | 0 | — |", report, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_NamesWithMarkup_ShowThemAsTheyAre()
    {
        var cell = new ExperimentCell("q", "[kind](evil)", Arm.Standard(0), 0, Failed: false, IsRight: true, 50, 0, 20, 100);

        var report = Write([cell], "<img src=x>\n# Not a heading", "[set](evil) |");

        Assert.StartsWith("# \\<img src=x\\> # Not a heading\n\nWhat it shows.\n\nData set: \\[set\\]\\(evil\\) \\|. ", report, StringComparison.Ordinal);
        Assert.Contains("| \\[kind\\]\\(evil\\) |", report, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Baseline_HoldsEveryArmAgainstIt()
    {
        var cell = new ExperimentCell("q", "", Arm.Standard(0), 0, Failed: false, IsRight: true, 50, 0, 20, 100);

        var report = Write([cell], baseline: new ReportBaseline("Before *it*", [cell with { IsRight = false, CompletionTokens = 30 }]));

        Assert.Contains("## Against Before \\*it\\*, pair by pair", report, StringComparison.Ordinal);
        Assert.Contains("| Standard, verbosity 0 | 1 | 1 | +100.0 | 1 | 0 | 1 | −10.0 |", report, StringComparison.Ordinal);
    }

    private static string Write(List<ExperimentCell> cells, string name = "Written", string set = "Stories", ReportBaseline? baseline = null)
    {
        var experiment = new Experiment { Name = name, Plan = _plan, DataSetName = set, Owner = "local", CellCount = 20, CreatedAt = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero) };
        return ExperimentReport.Write(
            new ExperimentView(experiment, cells.Count, 0, null), "What it shows.",
            ExperimentFigures.Of(_plan, 20, cells, new Dictionary<(int, int), double> { [(3, 1)] = 200 }, questionsPerContext: 5, testTokenPrice: 10, inputTokenPrice: 0.25), cells, baseline);
    }
}

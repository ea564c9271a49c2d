using System.Collections;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Experiments;
using SleepTime.Engine.Experiments.Figures;
using SleepTime.Web.Components.Pages.Experiments;

namespace SleepTime.Tests.Components.Experiments;

public sealed class ExperimentFigureTests
{
    private static readonly Experiment _experiment = new()
    {
        Name = "All charts", DataSetName = "Number stories", Owner = "local", CellCount = 16, State = ExperimentState.Completed, CreatedAt = DateTimeOffset.UnixEpoch,
        Plan = new ExperimentPlan
        {
            DataSetId = Guid.NewGuid(), Modes = [AnswerMode.Standard, AnswerMode.SleepTime], Verbosities = [0], Passes = [1, 3], Samples = [1], Repeats = 2, Temperature = 1, Predictability = true,
        },
    };

    [Fact]
    public void Find_EachOfItsNames_IsTheChartOfThatName()
    {
        List<ExperimentCell> cells = [.. _experiment.Plan.Arms.SelectMany(arm => Enumerable.Range(0, 10).Select(i =>
            new ExperimentCell($"q{i % 5}", "sum", arm, i / 5, Failed: false, IsRight: true, 50, 0, 5, 100) { Id = Guid.NewGuid(), Given = "7", LogProbability = -i }))];
        var figures = Figures(cells);

        var names = ExperimentFigure.Names(_experiment, figures, cells);

        Assert.Equal(["pareto", "tokens", "right", "scaling", "cost-per-question", "cumulative-cost", "sampling", "predictability"], names);
        Assert.Equal(names, names.Select(name => ExperimentFigure.Find(name, _experiment, figures, cells)!.Table.Name));
        Assert.Equal(names, ExperimentFigure.All(_experiment, figures, cells).Select(figure => figure.Table.Name));
        Assert.Null(ExperimentFigure.Find("nothing", _experiment, figures, cells));
    }

    [Fact]
    public void Find_One_MakesNoOther()
    {
        var cells = new CountedCells();

        Assert.NotNull(ExperimentFigure.Find("pareto", _experiment, Figures([]), cells));
        Assert.Equal(0, cells.Looks); // three others go through every answer

        ExperimentFigure.All(_experiment, Figures([]), cells);
        Assert.True(cells.Looks > 0);
    }

    private static ExperimentFigures Figures(IReadOnlyList<ExperimentCell> cells) =>
        ExperimentFigures.Of(_experiment.Plan, 16, cells, new Dictionary<(int, int), double> { [(1, 1)] = 100, [(3, 1)] = 300 }, questionsPerContext: 5, testTokenPrice: 10, inputTokenPrice: 0.1);

    /// <summary>No answers, which knows how often somebody looked.</summary>
    private sealed class CountedCells : IReadOnlyList<ExperimentCell>
    {
        public int Looks { get; private set; }

        public int Count => Look(0);

        public ExperimentCell this[int index] => throw new ArgumentOutOfRangeException(nameof(index), Look(index), "There is none.");

        public IEnumerator<ExperimentCell> GetEnumerator()
        {
            Look(0);
            return Enumerable.Empty<ExperimentCell>().GetEnumerator();
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        private int Look(int value)
        {
            Looks++;
            return value;
        }
    }
}

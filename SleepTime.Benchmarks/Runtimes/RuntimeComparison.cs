using SleepTime.Benchmarks.Measuring;

namespace SleepTime.Benchmarks.Runtimes;

/// <summary>Two runtimes side by side: the answers of the first run of each, the speeds of all.</summary>
internal sealed class RuntimeComparison
{
    private readonly IReadOnlyList<RuntimeRun> _first;
    private readonly IReadOnlyList<RuntimeRun> _second;
    private readonly IReadOnlyList<(RuntimeAnswer One, RuntimeAnswer Two)> _pairs;

    /// <exception cref="ArgumentException">They were asked different things.</exception>
    public RuntimeComparison(IReadOnlyList<RuntimeRun> first, IReadOnlyList<RuntimeRun> second)
    {
        (_first, _second) = (first, second);
        var others = second[0].Answers.ToDictionary(answer => answer.Case);
        // A pass that one runtime wrote and the other did not need is a difference of its own.
        _pairs = [.. first[0].Answers.Select(answer => (answer, others.GetValueOrDefault(answer.Case) ?? answer with { Text = "", Tokens = 0 }))];
        var asked = first[0].Answers.Where(IsAnswer).Select(answer => answer.Case).ToHashSet();
        if (!asked.SetEquals(second[0].Answers.Where(IsAnswer).Select(answer => answer.Case)))
            throw new ArgumentException("The runs were asked different questions: give both the same --contexts and --questions.");
    }

    public int Contexts => _pairs.Select(pair => pair.One.Case.Split(' ')[0]).Distinct().Count();

    public IEnumerable<(RuntimeAnswer One, RuntimeAnswer Two)> Differences => _pairs.Where(pair => pair.One.Text != pair.Two.Text);

    public IReadOnlyList<ModeFigures> Modes =>
    [
        .. _pairs.GroupBy(pair => pair.One.Mode).Select(mode => new ModeFigures(
            mode.Key, mode.Count(), mode.Count(pair => pair.One.Text == pair.Two.Text), mode.Sum(pair => pair.One.Tokens), mode.Sum(pair => pair.Two.Tokens))),
    ];

    public IReadOnlyList<SpeedFigures> Speeds =>
    [
        .. _first[0].Speeds.Select(speed => new SpeedFigures(speed.Model, speed.Streams, Pooled(_first, speed), Pooled(_second, speed))),
    ];

    private static bool IsAnswer(RuntimeAnswer answer) => answer.Mode != "Sleep pass";

    private static Series Pooled(IReadOnlyList<RuntimeRun> runs, RuntimeSpeed of) =>
        new(runs.SelectMany(run => run.Speeds).Where(speed => speed.Model == of.Model && speed.Streams == of.Streams).SelectMany(speed => speed.TokensPerSecond));
}

internal sealed record ModeFigures(string Name, int Count, int Same, int Tokens, int OtherTokens)
{
    public double Share => (double)Same / Count;
}

internal sealed record SpeedFigures(string Model, int Streams, Series First, Series Second)
{
    public double Ratio => Second.Median / First.Median;
}

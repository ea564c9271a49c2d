using SleepTime.Engine.Answering;
using SleepTime.Engine.Experiments.Figures;

namespace SleepTime.Benchmarks.Accuracy;

/// <summary>The outcomes of one data set.</summary>
internal sealed record SetFigures(string Name, IReadOnlyList<WorldOutcome> Worlds)
{
    private IEnumerable<Outcome> Outcomes => Worlds.SelectMany(world => world.Outcomes);

    public int Questions => Worlds.Sum(world => world.Outcomes.Count) / Arm.All.Count;

    public double SleepTokens => Worlds.Average(world => world.SleepTokens);

    public IReadOnlyList<string> Kinds => [.. Outcomes.Select(outcome => outcome.Question.Kind).Distinct().Order(StringComparer.Ordinal)];

    public Share Of(Arm arm, Func<WorldQuestion, bool>? which = null) =>
        Share.Of(Outcomes.Where(outcome => outcome.Arm == arm && (which is null || which(outcome.Question))).Select(outcome => outcome.Right));

    public Share Unknown(AnswerMode mode, int verbosity) => Of(new Arm(mode, verbosity), question => question.Kind == "unknown");

    public double Tokens(Arm arm) => Outcomes.Where(outcome => outcome.Arm == arm).Average(outcome => outcome.CompletionTokens);

    /// <param name="pass">From 1.</param>
    public Share Pass(int pass) => Share.Of(Worlds.Where(world => world.PassesRight.Count >= pass).Select(world => world.PassesRight[pass - 1]));

    public Share AllPasses => Share.Of(Worlds.Select(world => world.AllPassesRight).OfType<bool>());

    public Share Judged(bool supported) =>
        Share.Of(Worlds.SelectMany(world => world.Judgements).Where(judged => judged.Supported == supported).Select(judged => judged.Right));

    public Share AllJudged => Share.Of(Worlds.SelectMany(world => world.Judgements).Select(judged => judged.Right));

    public Share Anticipated => Share.Of(Worlds.SelectMany(world => world.Anticipated));
}

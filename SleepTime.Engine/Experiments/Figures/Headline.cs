using SleepTime.Engine.Answering;

namespace SleepTime.Engine.Experiments.Figures;

/// <summary>Why there is nothing to say of SleepTime and Standard at equal accuracy, or that there is.</summary>
public enum HeadlineState
{
    /// <summary>There is no answer of one of the modes yet.</summary>
    NoAnswers,

    /// <summary>Too few questions, or contexts, have answers of both to tell.</summary>
    TooFew,

    /// <summary>At no verbosity is it shown that SleepTime is right as often.</summary>
    NoneAsOften,

    /// <summary>See <see cref="Headline.Pair"/>.</summary>
    Found,
}

/// <summary>Two ways of answering the same questions: the shortest of each mode that is right as often as Standard at its best.</summary>
/// <param name="Pairs">Answers that both have.</param>
/// <param name="Contexts">That these are about; intervals are by a bootstrap over them, at 95 %.</param>
/// <param name="Right">Share right, SleepTime − Standard, −1 to 1.</param>
/// <param name="TokenRatio">Completion tokens of Standard for each of SleepTime.</param>
/// <param name="CostRatio">What Standard costs for each unit that SleepTime does, when ten questions share a context's sleep; null where a term is unknown.</param>
public sealed record EqualPair(
    Arm Standard, Arm SleepTime, int Pairs, int Contexts, double Right, (double Low, double High) RightInterval,
    double TokenRatio, (double Low, double High)? TokenInterval, double? CostRatio, (double Low, double High)? CostInterval);

/// <summary>What an experiment says of both modes at equal accuracy. Pure.</summary>
/// <param name="Pair">Null unless one was found.</param>
public sealed record Headline(HeadlineState State, EqualPair? Pair)
{
    /// <summary>As often: the interval of the difference stays above minus this. 5 points.</summary>
    public const double Margin = 0.05;

    /// <summary>Pairs below which nothing is said.</summary>
    public const int FewestPairs = 30;

    /// <summary>Contexts below which nothing is said: resampling a few gives intervals that are too narrow.</summary>
    public const int FewestContexts = 10;

    /// <summary>How many questions share the sleep of a context in <see cref="EqualPair.CostRatio"/>: as in the paper.</summary>
    public const int SharedBy = 10;

    /// <summary>Why there is no pair, in a sentence; null when there is one.</summary>
    public string? WhyNot => State switch
    {
        HeadlineState.Found => null,
        HeadlineState.TooFew => $"Too few questions have answers of both modes to tell: at least {FewestPairs} on {FewestContexts} contexts are needed.",
        HeadlineState.NoneAsOften => $"At no verbosity is it shown that SleepTime is right as often as Standard at its best: the 95 % interval of the difference would have to stay above −{Margin * 100:0} points. More questions make it narrower.",
        _ => "There are no answers of both modes yet.",
    };

    public static Headline Of(ExperimentFigures figures, IReadOnlyList<ExperimentCell> cells)
    {
        var measured = figures.Arms.Where(arm => arm.Right.Count > 0).OrderBy(arm => arm.CompletionTokens).ToList();
        var (standards, sleepTimes) = (measured.Where(arm => arm.Arm.Mode == AnswerMode.Standard).ToList(), measured.Where(arm => arm.Arm.Mode == AnswerMode.SleepTime).ToList());
        if (standards.Count == 0 || sleepTimes.Count == 0)
            return new Headline(HeadlineState.NoAnswers, null);
        var byArm = cells.Where(cell => !cell.Failed).ToLookup(cell => cell.Arm);
        // All that is chosen is held against the same: Standard at its best. Otherwise two small differences would add up.
        var best = standards.MaxBy(arm => arm.Right.Value)!.Arm;
        var standard = standards.Select(arm => arm.Arm).First(arm => arm == best || IsAsOften(Pairs(byArm[arm], byArm[best])));
        var told = sleepTimes.Select(arm => (arm.Arm, Pairs: Pairs(byArm[arm.Arm], byArm[best]))).Where(arm => AreEnough(arm.Pairs)).ToList();
        if (told.Count == 0)
            return new Headline(HeadlineState.TooFew, null);
        if (told.Where(arm => IsAsOften(arm.Pairs)).Select(arm => (Arm?)arm.Arm).FirstOrDefault() is not { } sleepTime)
            return new Headline(HeadlineState.NoneAsOften, null);
        return Pairs(byArm[sleepTime], byArm[standard]) is var pairs && AreEnough(pairs)
            ? new Headline(HeadlineState.Found, Of(standard, sleepTime, pairs, byArm[Arm.Standard(sleepTime.Verbosity)], figures))
            : new Headline(HeadlineState.TooFew, null);
    }

    private static List<(ExperimentCell This, ExperimentCell Other)> Pairs(IEnumerable<ExperimentCell> these, IEnumerable<ExperimentCell> others) =>
        [.. these.Join(others, cell => (cell.Question, cell.Repeat), cell => (cell.Question, cell.Repeat), (one, other) => (one, other))];

    private static bool IsAsOften(List<(ExperimentCell This, ExperimentCell Other)> pairs) => Gain(pairs) is { Low: > -Margin };

    private static bool AreEnough(List<(ExperimentCell This, ExperimentCell Other)> pairs) =>
        pairs.Count >= FewestPairs && pairs.Select(pair => pair.This.Context).Distinct().Skip(FewestContexts - 1).Any();

    private static (double Low, double High)? Gain(List<(ExperimentCell This, ExperimentCell Other)> pairs) =>
        ContextBootstrap.OfMean(pairs.Select(pair => (pair.This.Context, (pair.This.IsRight ? 1.0 : 0) - (pair.Other.IsRight ? 1.0 : 0))));

    private static EqualPair Of(
        Arm standard, Arm sleepTime, List<(ExperimentCell This, ExperimentCell Other)> pairs, IEnumerable<ExperimentCell> alike, ExperimentFigures figures)
    {
        var contexts = pairs.GroupBy(pair => pair.This.Context).ToList();
        double Tokens(IEnumerable<ExperimentCell> of) => of.Sum(cell => (double)cell.CompletionTokens);
        var (given, taken) = (Tokens(pairs.Select(pair => pair.Other)), Tokens(pairs.Select(pair => pair.This)));
        var right = pairs.Average(pair => (pair.This.IsRight ? 1.0 : 0) - (pair.Other.IsRight ? 1.0 : 0));
        var tokens = ContextBootstrap.Interval([.. contexts.Select(context => new[] { Tokens(context.Select(pair => pair.Other)), Tokens(context.Select(pair => pair.This)) })], sums => sums[0] / sums[1]);

        // What notes make a prompt longer is told by Standard of the same verbosity, whose prompt is the same but for them.
        var without = alike.ToLookup(cell => (cell.Question, cell.Repeat));
        List<double[]> costs = [];
        foreach (var context in contexts)
        {
            if (!figures.Slept.TryGetValue((context.Key, sleepTime.Passes, sleepTime.Samples), out var asleep))
                continue;
            var known = context.Where(pair => without.Contains((pair.This.Question, pair.This.Repeat))).ToList();
            costs.Add([
                Tokens(known.Select(pair => pair.Other)), Tokens(known.Select(pair => pair.This)),
                known.Sum(pair => (double)pair.This.Read - without[(pair.This.Question, pair.This.Repeat)].First().Read), known.Count, asleep, 1,
            ]);
        }
        double Cost(double[] sums) => figures.TestTokenPrice * sums[0]
            / ((figures.TestTokenPrice * sums[1]) + (figures.InputTokenPrice * sums[2]) + (sums[3] * sums[4] / sums[5] / SharedBy));
        double[] all = [.. Enumerable.Range(0, 6).Select(at => costs.Sum(sums => sums[at]))];
        var cost = costs.Count == 0 || all[3] == 0 || !double.IsFinite(Cost(all)) ? (double?)null : Cost(all);
        return new EqualPair(
            standard, sleepTime, pairs.Count, contexts.Count, right, Gain(pairs)!.Value, given / taken, tokens, cost, cost is null ? null : ContextBootstrap.Interval(costs, Cost));
    }
}

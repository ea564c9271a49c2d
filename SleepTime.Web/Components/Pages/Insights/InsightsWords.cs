using SleepTime.Engine.Insights.Figures;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Insights;

/// <summary>What each figure shows, in sentences computed from it. Read through filters, it does not say that there is nothing at all.</summary>
public static class InsightsWords
{
    // Below this the mean of a fifth says little.
    private const int FewInAFifth = 30;

    private const string NothingMatches = "Nothing that counts here matches these filters.";

    public static string Start(StartKind start) => start switch
    {
        StartKind.Cold => "Cold",
        StartKind.Warm => "Warm",
        StartKind.Restored => "Restored",
        _ => "Unknown where from",
    };

    public static string Of(Amortization figure, bool isFiltered = false)
    {
        if (figure.Questions == 0)
            return (figure.Unknown == 0 ? NothingOf("No question was answered both ways yet.", isFiltered) : $"Of {NumberWords.Of(figure.Unknown, "comparison")} the cost is not known.") + Unequal(figure);
        var last = figure.Points[^1];
        if (last is { Standard: 0, SleepTime: 0 })
            return $"Nothing costs anything at these prices: {NumberWords.Of(figure.Questions, "question")} answered both ways.{Unequal(figure)}";
        var real = figure.Real is { } crossing
            ? $"Sleep had paid for itself at question {NumberWords.Count(crossing)} of {NumberWords.Count(figure.Questions)}{(last.SleepTime > last.Standard ? ", but has cost more again since" : "")}."
            : $"After {NumberWords.Of(figure.Questions, "question")} sleep has not paid for itself: {Cost(last.SleepTime)} against {Cost(last.Standard)} {figure.Unit}.";
        var predicted = figure.Predicted is { } foreseen ? $" The gate foresaw question {NumberWords.Count((long)Math.Max(1, Math.Ceiling(foreseen)))}, at the prices of then." : "";
        var unknown = figure.Unknown > 0 ? $" {NumberWords.Of(figure.Unknown, "comparison")} left out: their cost is unknown." : "";
        return real + predicted + unknown + Unequal(figure) + SleepUnknown(figure.SleepUnknown);
    }

    private static string Unequal(Amortization figure) =>
        figure.Unequal > 0 ? $" {NumberWords.Of(figure.Unequal, "comparison")} left out, here and from the other costs: the two sides did not end alike, because one did not know or was cut off." : "";

    public static string Of(CostByQuestions figure, bool isFiltered = false)
    {
        if (figure.Costs.Count == 0)
            return figure.Comparisons == 0 ? NothingOf("No question was answered both ways yet.", isFiltered)
                : figure.SleepUnknown > 0 ? $"What sleep on these contexts cost is not known: the time of {NumberWords.Of(figure.SleepUnknown, "piece")} of it was not kept."
                : "Nothing was spent on sleep for the contexts that were asked about.";
        var cheaper = figure.Costs.Where(cost => cost.SleepTime < cost.Standard).Select(cost => (int?)cost.Questions).FirstOrDefault();
        var ten = figure.Costs[^1];
        return (cheaper is { } from ? $"SleepTime is cheaper at {NumberWords.Of(from, "question")} a context" : $"SleepTime is not cheaper at up to {ten.Questions} questions a context")
            + $"; at {ten.Questions} a question costs {Cost(ten.SleepTime)} instead of {Cost(ten.Standard)} {figure.Unit}. From {NumberWords.Of(figure.Comparisons, "comparison")} on {NumberWords.Of(figure.Contexts, "context")}.{SleepUnknown(figure.SleepUnknown)}";
    }

    /// <summary>Sleep from before its time was kept, at a price by time.</summary>
    private static string SleepUnknown(int pieces) =>
        pieces > 0 ? $" Sleep is said too cheap: the time of {NumberWords.Of(pieces, "piece")} of it is unknown." : "";

    public static string Of(Spread figure, bool isFiltered = false)
    {
        var unit = figure.Measure == Measure.Latency ? "ms" : "tokens";
        var modes = isFiltered && figure is { Standard.Runs: 0, SleepTime.Runs: 0 } ? NothingMatches : $"{Mode("Standard", figure.Standard)} {Mode("SleepTime", figure.SleepTime)}";
        return $"{modes}{(figure.Instant > 0 ? $" {NumberWords.Of(figure.Instant, "answer")} from the store left out." : "")}";

        string Mode(string name, SpreadOfMode mode) => mode.Runs == 0
            ? $"{name}: unknown, no {(isFiltered ? "completed run matches these filters" : "run completed")}."
            : $"{name}: half of {NumberWords.Of(mode.Runs, "run")} took {mode.P50:N0} {unit} or less, 95 % took {mode.P95:N0} or less.";
    }

    public static string Of(FirstTokens figure, bool isFiltered = false)
    {
        if (figure.Times.Count == 0)
            return NothingOf("No run has a first token with its time yet.", isFiltered);
        var words = figure.Times.Select(time => $"{Start(time.Start).ToLowerInvariant()} {time.P50:N0} ms ({NumberWords.Of(time.Runs, "run")})");
        return $"Half of the first tokens came within: {string.Join(", ", words)}. Cold means that less than half of the prompt was computed already.";
    }

    public static string Of(DailyTokens figure, bool isFiltered = false) => figure.Days.Count == 0
        ? NothingOf("Nothing was spent or saved yet.", isFiltered)
        : figure.Comparisons == 0
            ? $"{NumberWords.Count(figure.Asleep)} completion tokens were spent asleep; what they save is unknown{(isFiltered ? ": no question that was answered both ways matches these filters" : " until a question is answered both ways")}."
            : $"{NumberWords.Count(figure.Asleep)} completion tokens spent asleep, {NumberWords.Count(figure.Saved)} saved awake in {NumberWords.Of(figure.Comparisons, "comparison")}: {NumberWords.Delta(figure.Net)} in all.";

    public static string Of(Predictability figure, bool isFiltered = false)
    {
        var unknown = figure.Unknown == 0 ? "" : $" {NumberWords.Of(figure.Unknown, "comparison")} without a score: sleep did not expect the question, or did not score it.";
        if (figure.Quantiles.Count == 0)
            return isFiltered && figure is { Known: 0, Unknown: 0 }
                ? NothingMatches
                : $"Five different questions with a score are needed; those of {NumberWords.Of(figure.Known, "comparison")} with one{(isFiltered ? " within these filters" : "")} are fewer.{unknown}";
        var (low, high) = (figure.Quantiles[0].Gain, figure.Quantiles[^1].Gain);
        var fewest = figure.Quantiles.Min(fifth => fifth.Questions);
        if (fewest < FewInAFifth)
            unknown = $" With {NumberWords.Of(fewest, "comparison")} in a fifth this may be chance.{unknown}";
        return $"The most predictable fifth saved {Cost(high)} {figure.Unit} a question, the least predictable {Cost(low)}: the gain {(high > low ? "grows" : "does not grow")} with predictability.{unknown}";
    }

    public static string Of(Accuracy figure, bool isFiltered = false)
    {
        var known = figure.Modes.Where(mode => mode.Known > 0).ToList();
        return known.Count == 0
            ? NothingOf("Unknown: no completed run has an expected answer.", isFiltered)
            : string.Join(' ', known.Select(mode => $"{mode.Mode}: {mode.Share:P1} of {NumberWords.Count(mode.Known)} right (95 % interval {mode.Interval!.Low:P1} to {mode.Interval.High:P1}).")) + (figure.Unknown == 0 ? "" : $" {NumberWords.Of(figure.Unknown, "run")} without an expected answer.");
    }

    public static string Cell(object? value, int decimals) => value switch
    {
        null => NumberWords.Unknown,
        string text => text,
        IFormattable number => number.ToString($"N{decimals}", null),
        _ => value.ToString() ?? "",
    };

    private static string NothingOf(string atAll, bool isFiltered) => isFiltered ? NothingMatches : atAll;

    private static string Cost(double cost) => Math.Abs(cost) is > 0 and < 1 ? cost.ToString("G3") : cost.ToString("N1");
}

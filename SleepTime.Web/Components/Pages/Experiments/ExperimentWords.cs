using SleepTime.Engine.Experiments;
using SleepTime.Engine.Experiments.Estimates;
using SleepTime.Engine.Experiments.Scoring;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Experiments;

/// <summary>Experiments in words.</summary>
public static class ExperimentWords
{
    public static IReadOnlyList<(ScorerKind Value, string Label)> Scorers { get; } =
    [
        (ScorerKind.Answer, "As on the Ask page"), (ScorerKind.LastNumber, "Last number"), (ScorerKind.NumericTolerance, "Number within a tolerance"),
        (ScorerKind.BoxedInteger, "Whole number in a box"), (ScorerKind.NormalisedText, "Same words"), (ScorerKind.Exact, "Same text, sign by sign"),
    ];

    public static Tone ToneOf(ExperimentState state) => state switch
    {
        ExperimentState.Running => Tone.Busy,
        ExperimentState.Completed => Tone.Good,
        ExperimentState.Failed => Tone.Bad,
        ExperimentState.Paused => Tone.Warning,
        _ => Tone.Quiet,
    };

    public static string State(ExperimentView view) => view.Experiment.State switch
    {
        ExperimentState.Queued => "Waiting",
        _ => view.Experiment.State.ToString(),
    };

    /// <summary>How far it is and how long it still takes, as far as that is known.</summary>
    public static string Progress(ExperimentView view)
    {
        var done = $"{NumberWords.Count(view.Done)} of {NumberWords.Of(view.Experiment.CellCount, "answer")}";
        return view.Experiment.State == ExperimentState.Running ? $"{done} · {Left(view.Left)}" : done;
    }

    /// <summary>What there is to say of those that failed and those that are missing; null when nothing.</summary>
    public static string? Missing(ExperimentView view)
    {
        var failed = view.Failed > 0 ? $"{NumberWords.Of(view.Failed, "answer")} could not be asked; {(view.Failed == 1 ? "it is" : "they are")} in no figure." : null;
        var partial = !view.IsPartial ? null : $"Partial: {NumberWords.Of(view.Experiment.CellCount - view.Done, "answer")} {(view.Experiment.State is ExperimentState.Cancelled or ExperimentState.Failed ? "were never given" : "are still to come")}.";
        return (partial, failed) is (null, null) ? null : string.Join(' ', new[] { partial, failed }.Where(words => words is not null));
    }

    public static string Kind(string kind) => kind.Length == 0 ? "(no kind)" : kind;

    /// <summary>What an experiment would take, as far as it has been worked out.</summary>
    public static string Estimate(Loader<ExperimentEstimate> estimate) => estimate switch
    {
        { Failure: { } failure } => failure,
        { HasValue: true, Value: { } known } => Estimate(known),
        _ => "Working out what it would take…",
    };

    /// <summary>What an experiment would take; what is not known says so.</summary>
    public static string Estimate(ExperimentEstimate estimate) => Cost(estimate) + TooLong(estimate);

    private static string TooLong(ExperimentEstimate estimate) => estimate.ContextsTooLong is not (> 0 and var count)
        ? ""
        : $" {NumberWords.Count(count)} of the contexts {(count == 1 ? "is" : "are")} longer than the loaded model has room for beside notes, question and answer: what does not fit cannot be asked and is in no figure. Divide {(count == 1 ? "it" : "them")}, or load a model with a longer context.";

    private static string Cost(ExperimentEstimate estimate)
    {
        var answers = $"About {NumberWords.Of(estimate.Answers, "answer")} on {NumberWords.Of(estimate.Contexts, "context")}";
        if (estimate.AnswerTokens is null && estimate.SleepTokens is null or 0)
            return $"{answers}. Tokens and time are unknown until the model that is loaded has run such an experiment.";
        var tokens = $"{Tokens(estimate.AnswerTokens)} for answers, {(estimate.SleepTokens is 0 ? "none" : Tokens(estimate.SleepTokens))} asleep";
        return $"{answers}: {tokens}. {(estimate.Time is { } time ? $"About {DurationWords.Span(time)} when nobody asks." : "The time is unknown.")}";
    }

    private static string Tokens(double? tokens) => tokens is { } known ? NumberWords.Tokens((long)known) : "an unknown number of tokens";

    private static string Left(TimeSpan? left) => left switch
    {
        null => "time left unknown",
        { TotalSeconds: < 1 } => "almost there",
        { } span => $"about {DurationWords.Span(TimeSpan.FromSeconds(Math.Ceiling(span.TotalSeconds)))} left",
    };
}

namespace SleepTime.Engine.Experiments.Estimates;

/// <summary>What an experiment would take, judged by those that ran with the model that is loaded. Null is unknown.</summary>
/// <param name="Contexts">That would be taken.</param>
/// <param name="Answers">That would be planned; about, where contexts have differently many questions.</param>
/// <param name="AnswerTokens">Completion tokens of all answers.</param>
/// <param name="SleepTokens">Completion tokens of all sleep; 0 where nothing is slept on.</param>
/// <param name="ContextsTooLong">How many of them are longer than the loaded model has room for, so that what does not fit there cannot be asked.</param>
public sealed record ExperimentEstimate(int Contexts, long Answers, double? AnswerTokens, double? SleepTokens, TimeSpan? Time, int? ContextsTooLong = null);

/// <summary>What is stored of how experiments went with one model. Means are over what did not fail.</summary>
/// <param name="AnswerTokens">Completion tokens of an answer, by mode and verbosity.</param>
/// <param name="SleepTokens">Completion tokens asleep for one context, by passes and samples.</param>
/// <param name="MsPerToken">Milliseconds for a token, over all that ran at once; null before anything ran.</param>
public sealed record ExperimentPace(
    IReadOnlyDictionary<(Answering.AnswerMode Mode, int Verbosity), double> AnswerTokens, IReadOnlyDictionary<(int Passes, int Samples), double> SleepTokens, double? MsPerToken)
{
    /// <summary>Pure.</summary>
    /// <param name="questions">Of all contexts together.</param>
    public ExperimentEstimate Estimate(ExperimentPlan plan, int contexts, double questions)
    {
        var arms = plan.Arms;
        double? answers = arms.All(arm => AnswerTokens.ContainsKey((arm.Mode, arm.Verbosity)))
            ? arms.Sum(arm => AnswerTokens[(arm.Mode, arm.Verbosity)]) * questions * plan.Repeats
            : null;
        var sleeps = arms.Select(arm => arm.Sleep).Where(sleep => sleep.Passes > 0).Distinct().Select(SleepTokensOf).ToList();
        double? asleep = sleeps.All(tokens => tokens is not null) ? sleeps.Sum(tokens => tokens!.Value) * contexts : null;
        return new ExperimentEstimate(
            contexts, (long)Math.Round(questions * arms.Count * plan.Repeats), answers, asleep,
            answers + asleep is { } tokens && MsPerToken is { } pace ? TimeSpan.FromMilliseconds(tokens * pace) : null);
    }

    // Sleep that was never done as planned takes what a pass of one run has taken, as often.
    private double? SleepTokensOf((int Passes, int Samples) sleep) =>
        SleepTokens.TryGetValue(sleep, out var known) ? known
        : SleepTokens.Count == 0 ? null
        : SleepTokens.Average(other => other.Value / (other.Key.Passes * other.Key.Samples)) * sleep.Passes * sleep.Samples;
}

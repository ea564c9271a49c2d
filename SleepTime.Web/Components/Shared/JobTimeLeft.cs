using SleepTime.Engine.Sleeping;

namespace SleepTime.Web.Components.Shared;

/// <summary>How long a job still writes, judged by what it has written, and before that by what was expected of it. Pure.</summary>
public static class JobTimeLeft
{
    /// <summary>Null when it cannot be told: nothing to judge by, or the speed is not known, or it is not writing notes.</summary>
    public static TimeSpan? Of(SleepJobView job) =>
        job.Live is { Activity: SleepActivity.Writing, SteppedAside: false, TokensPerSecond: > 0 and { } rate } live && TokensLeft(job) is { } left
            ? TimeSpan.FromSeconds(Math.Max(0, (left - live.Tokens) / rate))
            : null;

    /// <summary>Completion tokens of what is being written and of all that follows.</summary>
    private static double? TokensLeft(SleepJobView job) => job switch
    {
        { Sections: { } parts, SectionsDone: > 0 } => (double)(job.Usage.CompletionTokens - InPart(job)) / job.SectionsDone * (parts - job.SectionsDone) - InPart(job),
        { Sections: null, PassesDone: > 0 } => (double)job.Passes.Sum(pass => pass.Usage.CompletionTokens) / job.PassesDone * (job.PassesWanted - job.PassesDone),
        // Nothing of it is done: as much as the gate foresaw. Where it was wrong about that, nobody knows.
        { ExpectedTokens: { } expected } when expected > job.Usage.CompletionTokens + job.Live!.Tokens => expected - job.Usage.CompletionTokens,
        _ => null,
    };

    // Passes and verdicts of the present part; those of parts that are done are in its usage alone.
    private static int InPart(SleepJobView job) => job.Passes.Sum(pass => pass.Usage.CompletionTokens) + job.Checks.Sum(check => check.Usage.CompletionTokens);

    /// <summary>Tokens, speed and time left of what is being written, as far as they are known.</summary>
    public static string Figures(SleepJobView job, SleepProgress live)
    {
        var figures = NumberWords.Of(live.Tokens, "token");
        if (live.TokensPerSecond is { } rate)
            figures += $" · {NumberWords.Rate(rate)}";
        return Of(job) switch
        {
            null => figures,
            { TotalSeconds: < 1 } => $"{figures} · almost there",
            var left => $"{figures} · about {DurationWords.Span(TimeSpan.FromSeconds(Math.Ceiling(left.Value.TotalSeconds)))} left",
        };
    }
}

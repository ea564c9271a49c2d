using SleepTime.Engine.Sleeping;

namespace SleepTime.Web.Components.Shared;

/// <summary>How long a job still writes, judged by the passes that it has written. Pure.</summary>
public static class JobTimeLeft
{
    /// <summary>Null when it cannot be told: no pass is written yet, or the speed is not known, or it is not writing notes.</summary>
    public static TimeSpan? Of(SleepJobView job)
    {
        // Nobody knows how much the sections that are left have to say.
        if (job.Sections is not null || job is not { PassesDone: > 0, Live: { Activity: SleepActivity.Writing, SteppedAside: false, TokensPerSecond: > 0 and { } rate } live })
            return null;
        var tokensPerPass = (double)job.Passes.Sum(pass => pass.Usage.CompletionTokens) / job.PassesDone;
        var left = (tokensPerPass * (job.PassesWanted - job.PassesDone)) - live.Tokens;
        return TimeSpan.FromSeconds(Math.Max(0, left / rate));
    }

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

namespace SleepTime.Engine.ModelHosting.Downloads;

/// <summary>Tries again what may go well the next time, with growing waits or for as long as the hub asks to wait.</summary>
internal sealed class HubRetries(int most, TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    // Whoever is asked to wait longer should rather know.
    private static readonly TimeSpan LongestAsked = TimeSpan.FromHours(1);

    /// <param name="progress">Grows when a try brought something, even if it failed then: such tries do not count together.</param>
    public async Task RunAsync(Func<Task> attempt, Func<long> progress, DownloadMeter meter, CancellationToken cancellationToken)
    {
        for (var failures = 0; ;)
        {
            var before = progress();
            try
            {
                await attempt();
                return;
            }
            catch (HubException passing) when (passing.IsPassing)
            {
                failures = progress() > before ? 1 : failures + 1;
                if (failures >= most)
                    throw new HubException($"{passing.Message} It was tried {(failures == 1 ? "once" : $"{failures} times")}: check the connection of the server and resume the download.", passing);
                if (passing.RetryAfter > LongestAsked)
                    throw new HubException($"{passing.Message} It asks to wait {passing.RetryAfter.Value.TotalMinutes:N0} minutes: resume the download then.", passing);
                var wait = passing.RetryAfter is { } asked && asked > WaitOf(failures) ? asked : WaitOf(failures);
                using (meter.Wait(passing.Message, time.GetUtcNow() + wait))
                    await Task.Delay(wait, time, cancellationToken);
            }
        }
    }

    /// <summary>1, 2, 4 seconds and so on, up to half a minute.</summary>
    public static TimeSpan WaitOf(int failures) => failures > 5 ? Longest : TimeSpan.FromSeconds(1 << (failures - 1));
}

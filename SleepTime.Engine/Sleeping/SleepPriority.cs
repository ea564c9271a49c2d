namespace SleepTime.Engine.Sleeping;

/// <summary>
/// The order of jobs: by expected benefit for each token spent, with ageing, so that a job of little benefit has its turn
/// too. Ageing adds the same to all jobs in the same time, so that the order of two never changes: what a job is worth
/// less the moment it was queued is its place, computed once and kept in an index. Pure.
/// </summary>
internal static class SleepPriority
{
    /// <summary>Benefit that waiting for an hour is worth, in tokens saved for each token spent.</summary>
    private const double AgeingPerHour = 4;

    /// <summary>More is no reason to wait longer: a forecast of thousands would keep all others waiting for days.</summary>
    private const double MostBenefit = 100;

    /// <param name="benefitPerToken">Sleep tokens saved on balance for each one spent; null when nothing was measured yet.</param>
    public static double Of(double? benefitPerToken, DateTimeOffset queuedAt) =>
        Math.Clamp(benefitPerToken ?? 0, -1, MostBenefit) - (AgeingPerHour * (queuedAt - DateTimeOffset.UnixEpoch).TotalHours);
}

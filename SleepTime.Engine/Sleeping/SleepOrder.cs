namespace SleepTime.Engine.Sleeping;

/// <summary>The order in which waiting jobs are done, the same for the scheduler and for lists.</summary>
internal static class SleepOrder
{
    public static IOrderedQueryable<SleepJob> InOrder(this IQueryable<SleepJob> jobs) => jobs
        .OrderByDescending(job => job.State == SleepJobState.Running)
        .ThenBy(job => job.Rank == null)
        .ThenBy(job => job.Rank)
        .ThenByDescending(job => job.Priority)
        .ThenBy(job => job.CreatedAt)
        .ThenBy(job => job.Id);
}

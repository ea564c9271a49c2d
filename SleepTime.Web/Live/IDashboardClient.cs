using SleepTime.Web.Endpoints.Contracts;

namespace SleepTime.Web.Live;

/// <summary>What the hub tells its clients, each topic at most four times a second.</summary>
public interface IDashboardClient
{
    Task QueueChanged(QueueMessage queue);

    Task ModelChanged(ModelResponse model);

    /// <summary>A run was made or changed its state.</summary>
    Task RunChanged(Guid runId);

    /// <summary>A context was made, edited or deleted, or its notes changed.</summary>
    Task ContextChanged(Guid contextId);
}

using Microsoft.AspNetCore.SignalR;
using SleepTime.Engine.Activities;
using SleepTime.Engine.ModelHosting;
using SleepTime.Web.Endpoints.Contracts;

namespace SleepTime.Web.Live;

/// <summary>Tells the hub's clients what the activity feed tells, in slices: however much happens, four messages a second per topic.</summary>
internal sealed partial class ActivityBroadcaster(
    ActivityFeed feed, IHubContext<DashboardHub, IDashboardClient> hub, Audience audience, QueueReader queue, ModelHost model,
    TimeProvider time, ILogger<ActivityBroadcaster> logger) : IHostedService, IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly ChangedIds _runs = new();
    private readonly ChangedIds _contexts = new();
    private CoalescingTimer[] _timers = [];
    private IDisposable? _subscription;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        CoalescingTimer queueTimer = null!, modelTimer = null!;
        queueTimer = CreateStateTimer(Topic.Queue, () => queue.ReadAsync(CancellationToken.None), (client, message) => client.QueueChanged(message), () => queueTimer.Trigger());
        modelTimer = CreateStateTimer(Topic.Model, () => Task.FromResult(ModelResponse.From(model.Status)), (client, message) => client.ModelChanged(message), () => modelTimer.Trigger());
        var contextsTimer = CreateTimer(Topic.Contexts, () => TellChangedAsync(hub.Clients.Group(nameof(Topic.Contexts))));
        _timers = [queueTimer, modelTimer, contextsTimer];
        _subscription = feed.Subscribe(activity =>
        {
            switch (activity)
            {
                case JobChanged or EngineLoadChanged or SleepQueueChanged:
                    queueTimer.Trigger();
                    break;
                case ModelChanged:
                    modelTimer.Trigger();
                    break;
                case RunChanged run when audience.Watches(Topic.Contexts):
                    _runs.Add(run.RunId);
                    contextsTimer.Trigger();
                    break;
                case ContextChanged context when audience.Watches(Topic.Contexts):
                    _contexts.Add(context.ContextId);
                    contextsTimer.Trigger();
                    break;
            }
        });
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken) => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        _subscription?.Dispose();
        foreach (var timer in _timers)
            await timer.DisposeAsync();
    }

    private async Task TellChangedAsync(IDashboardClient clients)
    {
        foreach (var id in _contexts.Take())
            await clients.ContextChanged(id);
        foreach (var id in _runs.Take())
            await clients.RunChanged(id);
    }

    /// <summary>Tells what there is; whoever is still busy with the last message is told the newest when they are done.</summary>
    private CoalescingTimer CreateStateTimer<T>(Topic topic, Func<Task<T>> read, Func<IDashboardClient, T, Task> tell, Action again)
    {
        var clients = new LatestOnly();
        return CreateTimer(topic, async () =>
        {
            var message = await read();
            foreach (var connection in audience.Of(topic))
                clients.Send(connection, () => TryAsync(topic, () => tell(hub.Clients.Client(connection), message)), again);
        });
    }

    private CoalescingTimer CreateTimer(Topic topic, Func<Task> tell) =>
        new(time, Interval, () => audience.Watches(topic) ? TryAsync(topic, tell) : Task.CompletedTask);

    private async Task TryAsync(Topic topic, Func<Task> tell)
    {
        try
        {
            await tell();
        }
        catch (Exception exception)
        {
            LogNotTold(exception, topic); // the next change tries again
        }
    }

    [LoggerMessage(LogLevel.Warning, "Clients were not told of a change: {Topic}")]
    private partial void LogNotTold(Exception exception, Topic topic);
}

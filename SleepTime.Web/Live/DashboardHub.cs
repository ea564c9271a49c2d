using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.SignalR;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Answering.Feedback;
using SleepTime.Engine.ModelHosting;
using SleepTime.Web.Endpoints.Contracts;
using SleepTime.Web.Hosting;

namespace SleepTime.Web.Live;

/// <summary>Live news for clients outside the circuit, at /hubs/dashboard. Pages subscribe in process instead.</summary>
public sealed class DashboardHub(RunRegistry runs, RunHistory history, HiddenSides sides, QueueReader queue, ModelHost model, Audience audience) : Hub<IDashboardClient>
{
    /// <summary>All that happened to a run from its start, then what happens next, until it has ended. Leaving does not stop it.</summary>
    public async IAsyncEnumerable<RunMessage> WatchRun(Guid runId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var events = runs.WatchAsync(runId, cancellationToken).GetAsyncEnumerator(cancellationToken);
        var hidden = await history.FindAsync(runId, cancellationToken) is { } run && await sides.AreHiddenAsync(run, LocalUser.Name, cancellationToken);
        while (await MoveNextAsync(events, runId))
        {
            if (RunMessage.From(events.Current, hidden) is { } message)
                yield return message;
        }
    }

    /// <summary>Tells the queue now and whenever it changes.</summary>
    public async Task WatchQueue()
    {
        await JoinAsync(Topic.Queue); // before reading: a change in between comes as a second message instead of never
        await Clients.Caller.QueueChanged(await queue.ReadAsync(Context.ConnectionAborted));
    }

    /// <summary>Tells the model's state now and whenever it changes.</summary>
    public async Task WatchModel()
    {
        await JoinAsync(Topic.Model);
        await Clients.Caller.ModelChanged(ModelResponse.From(model.Status));
    }

    /// <summary>Tells which runs and contexts change from now on.</summary>
    public async Task WatchContexts()
    {
        await JoinAsync(Topic.Contexts);
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        audience.Leave(Context.ConnectionId);
        return base.OnDisconnectedAsync(exception);
    }

    private async Task JoinAsync(Topic topic)
    {
        audience.Join(Context.ConnectionId, topic);
        await Groups.AddToGroupAsync(Context.ConnectionId, topic.ToString(), Context.ConnectionAborted);
    }

    private static async Task<bool> MoveNextAsync(IAsyncEnumerator<RunEvent> events, Guid runId)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (KeyNotFoundException)
        {
            throw new HubException($"There is no run {runId}. It goes with its context; GET /api/v1/runs lists those there are.");
        }
    }
}

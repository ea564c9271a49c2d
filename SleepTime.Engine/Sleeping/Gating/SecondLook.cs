using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Sleeping.Resleep;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Sleeping.Gating;

/// <summary>
/// Asks the gate again about texts that it skipped, when something came to light that it did not know: a question was
/// asked on one, a person chose for one, the team's policy changed. Once for each model that is loaded
/// also about texts whose notes another model or other prompts wrote, and about those that nobody weighed yet. However many of these come at once, a text is looked at once, and one after the other. What
/// waits is lost at a stop: the next question brings it back.
/// </summary>
internal sealed partial class SecondLook(
    SleepQueue queue, Gatekeeper gatekeeper, SkippedReader skipped, ForeignNotesReader foreign, UnweighedReader unweighed, ModelHost host, IDbContextFactory<SleepTimeDbContext> databases, ActivityFeed feed, TimeProvider time, ILogger<SecondLook> logger)
    : BackgroundService
{
    private readonly WakeSignal _wake = new(time);
    private readonly Lock _gate = new();
    private readonly HashSet<Guid> _waiting = [];
    private readonly HashSet<Guid> _chosen = [];
    private bool _all;
    private string? _comparedWith;

    public override void Dispose()
    {
        base.Dispose();
        _wake.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = feed.Subscribe(OnActivity);
        while (!stoppingToken.IsCancellationRequested)
        {
            await LookAsync(stoppingToken);
            await _wake.WaitAsync(null, stoppingToken);
        }
    }

    internal void OnActivity(ActivityEvent activity)
    {
        lock (_gate)
        {
            switch (activity)
            {
                case RunChanged run:
                    _waiting.Add(run.ContextId);
                    break;
                case SleepChoiceChanged choice:
                    _waiting.Add(choice.ContextId);
                    _chosen.Add(choice.ContextId);
                    break;
                case SleepPolicyChanged:
                    _all = true;
                    break;
                case ModelChanged when host.Status.Hosted?.Id != _comparedWith || _all || _waiting.Count > 0:
                    break; // It may be ready for what had to wait for it.
                default:
                    return;
            }
        }
        _wake.Set();
    }

    /// <summary>Looks at all that waits.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await LookAtMakersAsync(cancellationToken);
            if (TakeAll())
            {
                foreach (var context in await skipped.ListIdsAsync(cancellationToken))
                {
                    lock (_gate)
                        _waiting.Add(context);
                }
                foreach (var context in Take())
                    await LookAsync(context, changed: true, cancellationToken);
            }
            foreach (var context in Take())
                await LookAsync(context, changed: false, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogFailed(logger, failure);
        }
    }

    /// <summary>Once for each model, when it is ready.</summary>
    private async Task LookAtMakersAsync(CancellationToken cancellationToken)
    {
        if (host.Status.Hosted is not { } model || model.Id == _comparedWith)
            return;
        var failed = false;
        foreach (var (context, owner) in (await foreign.ListAsync(model, cancellationToken)).Concat(await unweighed.ListAsync(cancellationToken)))
        {
            try
            {
                await queue.ConsiderAsync(context, owner, cancellationToken);
                feed.Publish(new ContextChanged(context));
            }
            catch (Exception failure) when (failure is not (OperationCanceledException or ModelNotReadyException))
            {
                failed = true;
                LogFailed(logger, failure);
            }
        }
        if (failed)
            return;
        lock (_gate)
            _comparedWith = model.Id;
    }

    private async Task LookAsync(Guid contextId, bool changed, CancellationToken cancellationToken)
    {
        bool chosen;
        lock (_gate)
            chosen = _chosen.Remove(contextId);
        try
        {
            if (await IsNewsAsync(contextId, changed, chosen, cancellationToken) is { } owner)
            {
                await queue.ConsiderAsync(contextId, owner, cancellationToken);
                feed.Publish(new ContextChanged(contextId));
            }
        }
        catch (ModelNotReadyException)
        {
            Keep(); // until the model has changed
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // One that fails keeps no other from its look, and is looked at again with the next that comes.
            LogFailed(logger, failure);
            Keep();
        }

        void Keep()
        {
            lock (_gate)
            {
                _all |= changed;
                _waiting.Add(contextId);
                if (chosen)
                    _chosen.Add(contextId);
            }
        }
    }

    /// <summary>Whose context it is when the gate is to be asked again; null when nothing new is known, or it is slept on.</summary>
    /// <param name="choseNow">A person has just made their choice for it.</param>
    private async Task<string?> IsNewsAsync(Guid contextId, bool changed, bool choseNow, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var current = await (
            from context in database.Contexts
            join version in database.ContextVersions on context.Id equals version.ContextId
            where context.Id == contextId && version.Number == context.CurrentVersionNumber
            select new { context.Owner, version.Id }).SingleOrDefaultAsync(cancellationToken);
        if (current is null)
            return null;
        var decision = await gatekeeper.FindDecisionAsync(current.Id, cancellationToken);
        var chosen = (await gatekeeper.FindSettingsAsync(contextId, cancellationToken))?.Choice ?? SleepChoice.Automatic;
        // A person's choice that the decision does not show yet; "never" is for the next job, so that one at work goes on.
        var chose = decision is not null && (chosen != SleepChoice.Automatic) != decision.ByPerson && (chosen == SleepChoice.Always || !decision.Sleeps);
        chose |= decision is { Sleeps: false } && chosen == SleepChoice.Always;
        // Somebody who chooses "always" is told that it is slept on, whatever became of the job before.
        chose |= choseNow && chosen == SleepChoice.Always && !await database.NotesVersions.AnyAsync(notes => notes.ContextVersionId == current.Id && notes.Lines.Any(line => !line.Struck), cancellationToken);
        if (chose || decision is null)
            return current.Owner;
        if (decision.Sleeps)
            return null;
        var asked = changed || await database.Runs.AnyAsync(run => run.ContextVersionId == current.Id && run.CreatedAt > decision.MadeAt, cancellationToken);
        return asked && !decision.ByPerson ? current.Owner : null;
    }

    private bool TakeAll()
    {
        lock (_gate)
        {
            var all = _all;
            _all = false;
            return all;
        }
    }

    private Guid[] Take()
    {
        lock (_gate)
        {
            Guid[] taken = [.. _waiting];
            _waiting.Clear();
            return taken;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Asking the gate again failed; the next question on a text brings it back")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}

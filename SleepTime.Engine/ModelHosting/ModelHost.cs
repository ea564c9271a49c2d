using Microsoft.Extensions.Options;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Generation;
using SleepTime.Engine.RemoteEngines;
using SleepTime.Engine.Runtimes;

namespace SleepTime.Engine.ModelHosting;

/// <summary>Tells the state of the one model, which <see cref="ModelLoader"/> loads at start, exchanges when another is chosen, and unloads at the end. Thread-safe.</summary>
public sealed class ModelHost
{
    // Pages follow the progress; more steps than a bar has pixels help nobody.
    private const float ProgressStep = 0.01f;

    private readonly Lock _gate = new();
    private readonly ActivityFeed _feed;
    private TaskCompletionSource _settled = New();
    private ModelStatus _status;

    public ModelHost(IOptions<ModelOptions> options, ActivityFeed feed)
    {
        _feed = feed;
        _status = new ModelStatus(ModelState.Loading, 0, null, ModelPresets.Resolve(options.Value).Id, null, null);
    }

    public ModelStatus Status => Volatile.Read(ref _status);

    /// <summary>The model, if it is ready.</summary>
    /// <exception cref="ModelNotReadyException">It is loading or failed; the message says which, and what to do.</exception>
    public HostedModel Require()
    {
        var status = Status;
        return status.State switch
        {
            ModelState.Ready => status.Hosted!,
            ModelState.Loading => throw new ModelNotReadyException(
                $"The model {status.PresetId} is still loading ({status.LoadProgress:P0}). Try again in a moment.", willBeReady: true),
            _ => throw new ModelNotReadyException(status.Failure!, willBeReady: false),
        };
    }

    /// <summary>Whether it is still the one that something was measured with.</summary>
    /// <exception cref="ModelNotReadyException">Another one was loaded meanwhile, or is about to be.</exception>
    public void RequireStill(HostedModel model)
    {
        if (!ReferenceEquals(Status.Hosted, model))
            throw new ModelNotReadyException("Another model was loaded meanwhile. Try again.", willBeReady: true);
    }

    /// <summary>Completes when the model is ready or has failed.</summary>
    public async Task<ModelStatus> WaitUntilSettledAsync(CancellationToken cancellationToken)
    {
        Task settled;
        lock (_gate)
            settled = _settled.Task;
        await settled.WaitAsync(cancellationToken);
        return Status;
    }

    /// <summary>Another model is on its way: nobody is given the present one any more.</summary>
    internal void SetLoading(string presetId) => Change(
        status => status with { State = ModelState.Loading, LoadProgress = 0, Failure = null, PresetId = presetId, Hosted = null },
        () => _settled = _settled.Task.IsCompleted ? New() : _settled);

    internal void SetRuntime(RuntimeDescription runtime) => Change(status => status with { Runtime = runtime });

    internal void SetEndpoints(IReadOnlyList<RemoteEndpointStatus> endpoints) => Change(
        status => status.Endpoints.SequenceEqual(endpoints) ? status : status with { Endpoints = endpoints });

    internal void SetProgress(float share) => Change(status =>
        status.State == ModelState.Loading && share >= status.LoadProgress + ProgressStep ? status with { LoadProgress = Math.Min(share, 1) } : status);

    internal void SetReady(HostedModel hosted)
    {
        Change(status => status with { State = ModelState.Ready, LoadProgress = 1, Hosted = hosted }, () => _settled.TrySetResult());
    }

    /// <param name="reason">One sentence with what to do next.</param>
    internal void SetFailed(string reason)
    {
        Change(status => status with { State = ModelState.Failed, Failure = reason, Hosted = null }, () => _settled.TrySetResult());
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="settle">Done together with the change.</param>
    private void Change(Func<ModelStatus, ModelStatus> change, Action? settle = null)
    {
        lock (_gate)
        {
            var changed = change(_status);
            if (ReferenceEquals(changed, _status))
                return;
            Volatile.Write(ref _status, changed);
            settle?.Invoke();
        }
        _feed.Publish(new ModelChanged());
    }
}

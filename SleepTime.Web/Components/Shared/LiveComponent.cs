using Microsoft.AspNetCore.Components;
using SleepTime.Engine.Activities;
using SleepTime.Web.Live;

namespace SleepTime.Web.Components.Shared;

/// <summary>
/// A component that follows what happens on the server: subscribes once, gathers events over an interval, comes back
/// to the renderer and renders once. Everything ends with the component.
/// </summary>
public abstract class LiveComponent : ComponentBase, IAsyncDisposable
{
    /// <summary>For lists and figures: faster than this nobody reads them.</summary>
    protected static readonly TimeSpan ListInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>For text that is being written.</summary>
    protected static readonly TimeSpan TextInterval = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource _gone = new();
    private readonly List<IDisposable> _subscriptions = [];
    private readonly List<CoalescingTimer> _timers = [];

    [Inject]
    private ActivityFeed Feed { get; set; } = null!;

    [Inject]
    protected TimeProvider Time { get; set; } = null!;

    [Inject]
    private IHostApplicationLifetime Lifetime { get; set; } = null!;

    // Without its parameters a component never began: letting go of what it does not have would fail over the failure.
    private bool _began;

    /// <summary>Cancelled when the component goes away.</summary>
    protected CancellationToken Gone => _gone.Token;

    /// <summary>Refreshes and renders, at most once per interval, when an event concerns this component.</summary>
    protected void RefreshOn(Func<ActivityEvent, bool> concerns, TimeSpan interval, Func<Task> refresh)
    {
        var timer = Coalesce(interval, refresh);
        _subscriptions.Add(Feed.Subscribe(activity =>
        {
            if (concerns(activity))
                timer.Trigger();
        }));
    }

    /// <summary>A timer whose triggers end in one refresh and one render per interval.</summary>
    protected CoalescingTimer Coalesce(TimeSpan interval, Func<Task> refresh)
    {
        var timer = new CoalescingTimer(Time, interval, () => InvokeAsync(() => RefreshAsync(refresh)));
        _timers.Add(timer);
        return timer;
    }

    private async Task RefreshAsync(Func<Task> refresh)
    {
        // While the server stops, services are gone before the pages are: what they show stays as it is.
        if (_gone.IsCancellationRequested || Lifetime.ApplicationStopping.IsCancellationRequested)
            return;
        try
        {
            await refresh();
            StateHasChanged();
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }

    public override Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        _began = true;
        return base.SetParametersAsync(ParameterView.Empty);
    }

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        foreach (var subscription in _subscriptions)
            subscription.Dispose();
        foreach (var timer in _timers)
            await timer.DisposeAsync();
        if (_began)
            await OnDisposingAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>What a component itself has to let go of; nothing calls it back any more.</summary>
    protected virtual ValueTask OnDisposingAsync() => ValueTask.CompletedTask;
}

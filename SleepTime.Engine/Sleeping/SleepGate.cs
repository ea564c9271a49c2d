using Microsoft.Extensions.Options;
using SleepTime.Engine.ModelHosting;

namespace SleepTime.Engine.Sleeping;

/// <summary>Decides whether a pass may start now, and says why not. Thread-safe.</summary>
internal sealed class SleepGate(ModelHost host, IdleMonitor idle, SleepMonitor monitor, IOptions<SleepOptions> options)
{
    private readonly bool _enabled = options.Value.Enabled;

    public bool IsPaused => !_enabled || monitor.Paused;

    /// <summary>Time until a pass may start: zero when it may now, null when something has to happen first, which is told. One reading of the clock.</summary>
    public TimeSpan? OpensIn => HasModel && !IsPaused ? idle.TimeLeft : null;

    /// <summary>Time until it counts as idle, null when it is idle or a question runs.</summary>
    public TimeSpan? IdleAfter => idle.TimeLeft is { } left && left > TimeSpan.Zero ? left : null;

    public IdleState State
    {
        get
        {
            if (!HasModel)
                return IdleState.NoModel;
            if (IsPaused)
                return IdleState.Paused;
            if (idle.QuestionsActive)
                return IdleState.Busy;

            // A pass that gave way goes on as soon as the question has ended; only a new pass waits for the idle time.
            if (monitor.Current is not null)
                return IdleState.Sleeping;
            return idle.IsIdle ? IdleState.Idle : IdleState.Busy;
        }
    }

    private bool HasModel => host.Status.State == ModelState.Ready;
}

using Microsoft.Extensions.Options;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Engine.Sleeping.Gpu;

namespace SleepTime.Engine.Sleeping;

/// <summary>Decides whether a pass may start now, and says why not. Thread-safe.</summary>
internal sealed class IdleGate(
    ModelHost host, IdleMonitor idle, SleepMonitor monitor, SleepPolicyStore policies, SleepSpending spending, GpuWatch gpu, TimeProvider time, IOptions<SleepOptions> options)
{
    private readonly bool _enabled = options.Value.Enabled;

    public bool IsPaused => !_enabled || monitor.Paused;

    /// <summary>Time until a pass may start: zero when it may now, null when something has to happen first, which is told. One reading of the clock.</summary>
    public TimeSpan? OpensIn
    {
        get
        {
            if (!HasModel || IsPaused || idle.TimeLeft is not { } left)
                return null;
            var opens = Max(left, HoursOpenIn, IsSpent ? spending.UntilTomorrow : TimeSpan.Zero);
            // Nobody tells when another process is done, so that somebody has to look again.
            return opens == TimeSpan.Zero && gpu.Busy is not null ? GpuWatch.LookEvery : opens;
        }
    }

    /// <summary>Time until the clock alone may change <see cref="State"/>: the hours begin or end, the day turns, the idle time is over. Null when it does not.</summary>
    public TimeSpan? TurnsIn
    {
        get
        {
            if (!HasModel || IsPaused)
                return null;
            TimeSpan?[] turns = [IdleAfter, IsSpent ? spending.UntilTomorrow : null, HoursOpenIn is var opens && opens > TimeSpan.Zero ? opens : HoursCloseIn];
            return turns.Min();
        }
    }

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
            if (IsSpent)
                return IdleState.BudgetSpent;
            if (HoursOpenIn > TimeSpan.Zero)
                return IdleState.OutOfHours;
            if (!idle.IsIdle)
                return IdleState.Busy;
            return gpu.Busy is null ? IdleState.Idle : IdleState.GpuBusy;
        }
    }

    private bool HasModel => host.Status.State == ModelState.Ready;

    private bool IsSpent => policies.Current.TokensPerDay is { } limit && spending.Today >= limit;

    private TimeSpan HoursOpenIn => policies.Current.OpensIn(time.GetLocalNow(), time.LocalTimeZone);

    // Never none: where clocks are put back, the end of the hours comes twice, and until the second one somebody looks again.
    private TimeSpan? HoursCloseIn =>
        policies.Current.ClosesIn(time.GetLocalNow(), time.LocalTimeZone) is { } left ? Max(left, TimeSpan.FromSeconds(1)) : null;

    private static TimeSpan Max(params ReadOnlySpan<TimeSpan> times)
    {
        var longest = TimeSpan.Zero;
        foreach (var length in times)
            longest = length > longest ? length : longest;
        return longest;
    }
}

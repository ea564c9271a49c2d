using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Overview;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gating;

namespace SleepTime.Tests.Overview;

public sealed class AlertRulesTests
{
    private static readonly DateTimeOffset _now = new(2026, 3, 10, 8, 0, 0, TimeSpan.Zero);
    private static readonly ContextName _context = new(Guid.CreateVersion7(), "Marbles");

    private static readonly AlertFacts _well = new(
        _now, _now.AddDays(-30), ModelState.Ready, null, new SleepQueueStatus(IdleState.Idle, Paused: false, Queued: 0, CurrentJobId: null, IdleAfter: null), new SleepPolicy(), null,
        OldestWaiting: null, LastPass: _now.AddHours(-2), FailedJobs.None, ContextsFound.None, ContextsFound.None);

    [Fact]
    public void Of_NothingWrong_IsEmpty() => Assert.Empty(AlertRules.Of(_well));

    [Fact]
    public void Of_ModelLoading_IsEmpty() => Assert.Empty(AlertRules.Of(_well with { Model = ModelState.Loading }));

    [Fact]
    public void Of_ModelFailed_SaysWhyAndWhatToDo()
    {
        var alert = Only(_well with { Model = ModelState.Failed, ModelFailure = "The file is not there. Set SleepTime:Model:Path." });

        Assert.Equal((AlertKind.ModelFailed, AlertLevel.Bad, "The file is not there. Set SleepTime:Model:Path."), (alert.Kind, alert.Level, alert.Detail));
        Assert.Contains("restart the server", alert.Next, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_DiskFull_IsBad() => Assert.Equal((AlertKind.DiskFull, AlertLevel.Bad), Of(Only(_well with { Sleep = _well.Sleep with { DiskFull = true } })));

    [Theory]
    [InlineData(1, "1 sleep job failed in the last 24 hours", "It was on “Marbles”. The engine stopped.")]
    [InlineData(3, "3 sleep jobs failed in the last 24 hours", "The latest was on “Marbles”. The engine stopped.")]
    public void Of_JobsFailed_NamesTheLatestWithItsReason(int count, string title, string detail)
    {
        var alert = Only(_well with { Failed = new FailedJobs(count, _context, "The engine stopped.") });

        Assert.Equal((AlertKind.JobsFailed, title, detail), (alert.Kind, alert.Title, alert.Detail));
        Assert.Equal([_context], alert.Contexts);
    }

    [Theory]
    [InlineData(0, "New texts get no notes until it is resumed.")]
    [InlineData(1, "1 job waits until it is resumed.")]
    [InlineData(4, "4 jobs wait until it is resumed.")]
    public void Of_Paused_SaysWhatWaits(int queued, string detail)
    {
        var alert = Only(_well with { Sleep = _well.Sleep with { State = IdleState.Paused, Paused = true, Queued = queued } });

        Assert.Equal((AlertKind.SleepPaused, detail), (alert.Kind, alert.Detail));
    }

    [Theory]
    [InlineData(99, false)]
    [InlineData(100, true)]
    [InlineData(130, true)]
    public void Of_TokensOfTheDay_AlertsFromTheLimitOn(long spent, bool alerts)
    {
        var found = AlertRules.Of(_well with { Policy = new SleepPolicy { TokensPerDay = 100 }, Sleep = _well.Sleep with { TokensToday = spent, State = IdleState.BudgetSpent, Queued = 2 } });

        Assert.Equal(alerts, found.Any(alert => alert is { Kind: AlertKind.BudgetSpent } && alert.Detail == $"{spent} of 100 tokens. 2 jobs wait for tomorrow."));
    }

    [Fact]
    public void Of_NoLimitOfTheDay_NeverAlerts() => Assert.Empty(AlertRules.Of(_well with { Sleep = _well.Sleep with { TokensToday = long.MaxValue } }));

    [Theory]
    [InlineData(-25, -26, -48, true)] // waits, nothing was stored, and the server was there
    [InlineData(-23, -26, -48, false)] // it waits for less than a day
    [InlineData(-25, -23, -48, false)] // something was slept on since
    [InlineData(-25, null, -48, true)] // nothing ever was
    [InlineData(-25, -26, -2, false)] // the server was away: nobody can tell
    public void Of_JobsWaiting_AlertsAfterADayWithoutAPass(int waitingHours, int? passHours, int serverHours, bool alerts)
    {
        var facts = _well with
        {
            OldestWaiting = _now.AddHours(waitingHours), LastPass = passHours is { } hours ? _now.AddHours(hours) : null, RunningSince = _now.AddHours(serverHours),
            Sleep = _well.Sleep with { State = IdleState.Busy, Queued = 2 },
        };

        Assert.Equal(alerts, AlertRules.Of(facts) is [{ Kind: AlertKind.NoIdleTime }]);
    }

    [Fact]
    public void Of_NoIdleTime_NamesItsCause()
    {
        var waiting = _well with { OldestWaiting = _now.AddHours(-30), LastPass = null, Sleep = _well.Sleep with { State = IdleState.Busy, Queued = 2 } };
        var hours = waiting with { Policy = new SleepPolicy { From = new TimeOnly(22, 0), Until = new TimeOnly(6, 0) } };

        Assert.Equal(("Nothing was slept on for 30 hours", "2 jobs wait. Questions and experiments have left it no idle time."), (Only(waiting).Title, Only(waiting).Detail));
        Assert.Equal("2 jobs wait. The hours from 22:00 to 06:00 have brought it no idle time.", Only(hours).Detail);
        Assert.Equal("2 jobs wait. Process 7 uses 90 % of the GPU.", Only(hours with { GpuBusy = "Process 7 uses 90 % of the GPU." }).Detail);
    }

    // What says already why nothing is slept on is not said twice.
    [Theory]
    [InlineData(IdleState.Paused)]
    [InlineData(IdleState.BudgetSpent)]
    [InlineData(IdleState.Sleeping)]
    public void Of_NoIdleTimeForAKnownReason_IsNotSaidTwice(IdleState state)
    {
        var facts = _well with { OldestWaiting = _now.AddDays(-3), LastPass = null, Sleep = _well.Sleep with { State = state, Paused = state == IdleState.Paused, Queued = 2 } };

        Assert.DoesNotContain(AlertRules.Of(facts), alert => alert.Kind == AlertKind.NoIdleTime);
    }

    [Fact]
    public void Of_NotesRefutedAndStale_NameTheirContexts()
    {
        var alerts = AlertRules.Of(_well with { Refuted = new ContextsFound(1, [_context]), Stale = new ContextsFound(5, [_context, _context]) });

        Assert.Equal(
            [(AlertKind.NotesRefuted, "Most notes of 1 context failed verification", 1), (AlertKind.NotesStale, "Notes of 5 contexts are out of date", 2)],
            alerts.Select(alert => (alert.Kind, alert.Title, alert.Contexts.Count)));
    }

    [Fact]
    public void Of_EverythingAtOnce_BeginsWithTheMostUrgentAndSaysWhatToDo()
    {
        var alerts = AlertRules.Of(_well with
        {
            Model = ModelState.Failed, Policy = new SleepPolicy { TokensPerDay = 1 }, Failed = new FailedJobs(1, null, null), Refuted = new ContextsFound(1, [_context]), Stale = new ContextsFound(1, [_context]),
            Sleep = _well.Sleep with { Paused = true, DiskFull = true, TokensToday = 1 },
        });

        Assert.Equal(
            [AlertKind.ModelFailed, AlertKind.DiskFull, AlertKind.JobsFailed, AlertKind.SleepPaused, AlertKind.BudgetSpent, AlertKind.NotesRefuted, AlertKind.NotesStale],
            alerts.Select(alert => alert.Kind));
        Assert.All(alerts, alert => Assert.EndsWith(".", alert.Next, StringComparison.Ordinal));
    }

    private static Alert Only(AlertFacts facts) => Assert.Single(AlertRules.Of(facts));

    private static (AlertKind, AlertLevel) Of(Alert alert) => (alert.Kind, alert.Level);
}

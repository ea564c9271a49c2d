using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Engine.Storage;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Sleeping.Gating;

public sealed class SleepPolicyStoreTests : IAsyncDisposable
{
    private readonly TestDatabase _database = new();
    private readonly TestEngine _engine;

    public SleepPolicyStoreTests() => _engine = new TestEngine(_database);

    [Fact]
    public async Task Save_APolicy_CountsAtOnceAndAfterARestart()
    {
        await _engine.Get<SleepPolicyStore>().SaveAsync(new SleepPolicy { Samples = 5, From = new TimeOnly(22, 0), Until = new TimeOnly(6, 0) }, CancellationToken.None);
        await using var restarted = new TestEngine(_database);
        await restarted.Get<SleepPolicyStore>().RestoreAsync(CancellationToken.None);

        Assert.Equal(5, _engine.Get<SleepPolicyStore>().Current.Samples);
        Assert.Equal(_engine.Get<SleepPolicyStore>().Current, restarted.Get<SleepPolicyStore>().Current);
    }

    [Theory]
    [InlineData("""{ "samples": 0 }""", "Runs side by side are 0")]
    [InlineData("""{ "samples": """, "JSON")]
    [InlineData("null", "It is empty.")]
    public async Task Restore_WhatCannotBeUsed_LeavesTheServersAndSaysSo(string stored, string words)
    {
        await using (var database = _database.CreateDbContext())
        {
            database.Facts.Add(new Fact { Key = "sleeping.policy", Value = stored });
            await database.SaveChangesAsync(TestContext.Current.CancellationToken);
        }
        var log = new LogRecorder<SleepPolicyStore>();
        using var store = new SleepPolicyStore(_database, new ActivityFeed(), Options.Create(new SleepOptions { Samples = 2 }), log);

        await store.RestoreAsync(CancellationToken.None);

        Assert.Equal(2, store.Current.Samples);
        var line = Assert.Single(log.Lines);
        Assert.Equal(LogLevel.Warning, line.Level);
        Assert.Contains(words, line.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Save_AFault_IsRefusedAndChangesNothing()
    {
        var refused = await Assert.ThrowsAsync<InvalidSleepPolicyException>(
            () => _engine.Get<SleepPolicyStore>().SaveAsync(new SleepPolicy { Samples = 0, TokensPerDay = 0 }, CancellationToken.None));

        Assert.Equal(["samples", "tokensPerDay"], refused.Faults.Select(fault => fault.Field));
        Assert.Equal(1, _engine.Get<SleepPolicyStore>().Current.Samples);
    }

    [Fact]
    public async Task Job_OutsideTheHours_WaitsForThem()
    {
        await SaveAsync(new SleepPolicy { From = new TimeOnly(22, 0), Until = new TimeOnly(6, 0) });
        var job = await _engine.EnqueueAsync(await _engine.AddContextAsync());

        Assert.Equal(IdleState.OutOfHours, _engine.Get<SleepQueue>().Status.State);
        Assert.Equal(TimeSpan.FromHours(10), await _engine.Get<SleepStepper>().StepAsync(CancellationToken.None));
        _engine.Time.Advance(TimeSpan.FromHours(10));
        await _engine.SleepAsync();

        Assert.Equal(SleepJobState.Completed, (await _engine.JobAsync(job.Id)).State);
    }

    [Fact]
    public async Task Job_TheTokensOfTheDayAreSpent_WaitsForTomorrow()
    {
        await SaveAsync(new SleepPolicy { TokensPerDay = 5, MinNewNotes = 0 });
        var job = await _engine.EnqueueAsync(await _engine.AddContextAsync());
        Assert.True(await _engine.StepAsync());

        Assert.Equal(IdleState.BudgetSpent, _engine.Get<SleepQueue>().Status.State);
        Assert.False(await _engine.StepAsync());
        _engine.Time.Advance(TimeSpan.FromDays(1));
        Assert.True(await _engine.StepAsync());

        Assert.Equal(2, (await _engine.JobAsync(job.Id)).PassesDone);
    }

    [Fact]
    public async Task Spending_AfterARestart_IsThatOfToday()
    {
        await _engine.EnqueueAsync(await _engine.AddContextAsync());
        await _engine.SleepAsync();
        await using var restarted = new TestEngine(_database);
        await restarted.Get<SleepSpending>().RestoreAsync(CancellationToken.None);

        Assert.True(_engine.Get<SleepSpending>().Today > 0);
        Assert.Equal(_engine.Get<SleepSpending>().Today, restarted.Get<SleepSpending>().Today);
    }

    [Fact]
    public async Task Save_ChangedMeanwhile_ChangesNothing()
    {
        var policies = _engine.Get<SleepPolicyStore>();
        var seen = policies.Current;
        await SaveAsync(seen with { TestTokenPrice = 7 });

        await Assert.ThrowsAsync<SleepPolicyChangedException>(() => policies.SaveAsync(seen with { TestTokenPrice = 8 }, seen, CancellationToken.None));

        Assert.Equal(7, policies.Current.TestTokenPrice);
    }

    private Task SaveAsync(SleepPolicy policy) => _engine.Get<SleepPolicyStore>().SaveAsync(policy, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _database.Dispose();
    }
}

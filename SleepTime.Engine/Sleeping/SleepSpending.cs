using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Sleeping;

/// <summary>Completion tokens that sleep has spent today, by the server's time zone: a copy in memory, since the gate asks often. Thread-safe.</summary>
internal sealed class SleepSpending(IDbContextFactory<SleepTimeDbContext> databases, TimeProvider time)
{
    private readonly Lock _gate = new();
    private DateOnly _day;
    private long _tokens;

    public long Today
    {
        get
        {
            lock (_gate)
                return _day == Now().Day ? _tokens : 0;
        }
    }

    /// <summary>Time until the next day begins.</summary>
    public TimeSpan UntilTomorrow => Now().Midnight - time.GetUtcNow();

    public void Add(long tokens)
    {
        lock (_gate)
        {
            var today = Now().Day;
            if (_day != today)
                (_day, _tokens) = (today, 0);
            _tokens += tokens;
        }
    }

    /// <summary>At start: what was spent today before.</summary>
    public async Task RestoreAsync(CancellationToken cancellationToken)
    {
        var (day, midnight) = Now();
        var since = midnight.AddDays(-1);
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var spent = await database.SleepPasses.Where(pass => pass.FinishedAt >= since).SumAsync(pass => (long)pass.Usage.CompletionTokens, cancellationToken)
            + await database.NoteChecks.Where(check => check.CheckedAt >= since).SumAsync(check => (long)check.Usage.CompletionTokens, cancellationToken);
        lock (_gate)
            (_day, _tokens) = (day, spent);
    }

    private (DateOnly Day, DateTimeOffset Midnight) Now()
    {
        var now = time.GetLocalNow();
        return (DateOnly.FromDateTime(now.Date), new DateTimeOffset(now.Date.AddDays(1), now.Offset));
    }
}

using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Sleeping;

/// <summary>
/// Completion tokens that sleep has spent today, by the server's time zone: a copy in memory, since the gate asks often.
/// What the engine generated counts when it was generated, whether or not it was of use: of a job that was cancelled, and
/// on a text that is gone. Thread-safe.
/// </summary>
internal sealed partial class SleepSpending : IDisposable, IAsyncDisposable
{
    private const string SpentFact = "sleeping.spent";

    private readonly IDbContextFactory<SleepTimeDbContext> _databases;
    private readonly GenerationService _generation;
    private readonly TimeProvider _time;
    private readonly ILogger<SleepSpending> _logger;
    private readonly Lock _gate = new();
    private DateOnly _day;
    private long _before;
    private long _generated;
    private long _stored;

    // Told by the engine before midnight, and on no checkpoint yet: it counts for the day before, whenever that comes.
    private long _ahead;
    private Task _keeping = Task.CompletedTask;
    private bool _kept = true;

    public SleepSpending(IDbContextFactory<SleepTimeDbContext> databases, GenerationService generation, TimeProvider time, ILogger<SleepSpending> logger)
    {
        (_databases, _generation, _time, _logger) = (databases, generation, time, logger);
        generation.Ended += OnEnded;
    }

    public long Today
    {
        get
        {
            lock (_gate)
                return _day == Day() ? Total : 0;
        }
    }

    /// <summary>Time until the next day begins.</summary>
    public TimeSpan UntilTomorrow => LocalDays.StartOf(Day().AddDays(1), _time.LocalTimeZone) - _time.GetUtcNow();

    /// <summary>Completes when what was spent so far is kept, or could not be.</summary>
    public Task Kept
    {
        get
        {
            lock (_gate)
                return _keeping;
        }
    }

    // Whatever a checkpoint stored was generated; it counts at least, should the engine not have told of it.
    private long Total => _before + Math.Max(_generated, _stored);

    /// <summary>A checkpoint holds this much; of what the engine told already it adds nothing.</summary>
    public void Add(long tokens)
    {
        lock (_gate)
        {
            Turn();
            var before = Math.Min(_ahead, tokens);
            _ahead -= before;
            _stored += tokens - before;
        }
    }

    /// <summary>At start: what was spent today before.</summary>
    public async Task RestoreAsync(CancellationToken cancellationToken)
    {
        var day = Day();
        var since = LocalDays.StartOf(day, _time.LocalTimeZone);
        await using var database = await _databases.CreateDbContextAsync(cancellationToken);
        var stored = await database.SleepPasses.Where(pass => pass.FinishedAt >= since).SumAsync(pass => (long)pass.Usage.CompletionTokens, cancellationToken)
            + await database.NoteChecks.Where(check => check.CheckedAt >= since).SumAsync(check => (long)check.Usage.CompletionTokens, cancellationToken)
            + await database.SectionNotes.Where(notes => notes.CreatedAt >= since).SumAsync(notes => (long)notes.Usage.CompletionTokens, cancellationToken);
        var fact = await database.Facts.Where(fact => fact.Key == SpentFact).Select(fact => fact.Value).SingleOrDefaultAsync(cancellationToken);
        var kept = fact is null ? null : JsonSerializer.Deserialize<Spent>(fact, JsonSerializerOptions.Web);
        lock (_gate)
        {
            // Killed before the total was kept, the checkpoints know more; after a deletion, the total does.
            _day = day;
            _before = Math.Max(stored, kept?.Day == day ? kept.Tokens : 0);
            (_generated, _stored, _ahead) = (0, 0, 0);
        }
    }

    public void Dispose() => _generation.Ended -= OnEnded;

    public async ValueTask DisposeAsync()
    {
        Dispose();
        await Kept;
    }

    private void OnEnded(GenerationTicket ticket, GenerationResult result)
    {
        if (ticket.Request.Class != GenerationClass.Sleep || result.Usage.CompletionTokens == 0)
            return;
        lock (_gate)
        {
            Turn();
            _generated += result.Usage.CompletionTokens;
            _kept = false;
            if (_keeping.IsCompleted)
                _keeping = Task.Run(KeepAsync); // not on the engine's thread
        }
    }

    private async Task KeepAsync()
    {
        while (TakeUnkept() is { } spent)
        {
            try
            {
                var value = JsonSerializer.Serialize(spent, JsonSerializerOptions.Web);
                await using var database = await _databases.CreateDbContextAsync();
                if (await database.Facts.Where(fact => fact.Key == SpentFact).ExecuteUpdateAsync(set => set.SetProperty(fact => fact.Value, value)) == 0)
                {
                    database.Facts.Add(new Fact { Key = SpentFact, Value = value });
                    await database.SaveChangesAsync();
                }
            }
            catch (Exception failure)
            {
                // The copy in memory is right; the next one that is kept makes it good.
                LogNotKept(_logger, failure);
            }
        }
    }

    private Spent? TakeUnkept()
    {
        lock (_gate)
        {
            if (_kept)
            {
                // Under the lock: whoever spends from here on begins anew.
                _keeping = Task.CompletedTask;
                return null;
            }
            _kept = true;
            return new Spent(_day, Total);
        }
    }

    private void Turn()
    {
        var today = Day();
        if (_day == today)
            return;
        _ahead = Math.Max(0, _generated - _stored);
        (_day, _before, _generated, _stored) = (today, 0, 0, 0);
    }

    private DateOnly Day() => DateOnly.FromDateTime(_time.GetLocalNow().DateTime);

    private sealed record Spent(DateOnly Day, long Tokens);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What sleep spent today could not be kept; after a restart the day may have more left than it should")]
    private static partial void LogNotKept(ILogger logger, Exception exception);
}

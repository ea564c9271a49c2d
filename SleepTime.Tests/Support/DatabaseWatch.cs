using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace SleepTime.Tests.Support;

/// <summary>Sees what is done to a database, and lets a test act right before a transaction and right after a commit.</summary>
internal sealed class DatabaseWatch
{
    public Action OnStarting { get; set; } = () => { };

    public Action OnCommitted { get; set; } = () => { };

    /// <summary>Most rows that one query has brought.</summary>
    public int MostRowsRead { get; private set; }

    public IInterceptor[] Interceptors => [new Commits(this), new Reads(this)];

    private sealed class Commits(DatabaseWatch watch) : DbTransactionInterceptor
    {
        public override ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
            DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
        {
            watch.OnStarting();
            return ValueTask.FromResult(result);
        }

        public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            watch.OnCommitted();
            return Task.CompletedTask;
        }
    }

    private sealed class Reads(DatabaseWatch watch) : DbCommandInterceptor
    {
        public override ValueTask<InterceptionResult> DataReaderClosingAsync(
            DbCommand command, DataReaderClosingEventData eventData, InterceptionResult result)
        {
            watch.MostRowsRead = Math.Max(watch.MostRowsRead, eventData.ReadCount);
            return ValueTask.FromResult(result);
        }
    }
}

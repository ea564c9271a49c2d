using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace SleepTime.Tests.Support;

/// <summary>A database whose disk is full for the statements that a test names. Thread-safe.</summary>
internal sealed class FullDisk : DbCommandInterceptor
{
    private volatile string[] _refused = [];
    private int _refusals;

    /// <summary>How many statements found no room so far.</summary>
    public int Refusals => Volatile.Read(ref _refusals);

    /// <param name="parts">Parts of statements, as "UPDATE \"Runs\"".</param>
    public void Refuse(params string[] parts) => _refused = parts;

    public void MakeRoom() => _refused = [];

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Check(command);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Check(command);
        return ValueTask.FromResult(result);
    }

    private void Check(DbCommand command)
    {
        if (!_refused.Any(part => command.CommandText.Contains(part, StringComparison.Ordinal)))
            return;
        Interlocked.Increment(ref _refusals);
        throw new SqliteException("database or disk is full", 13);
    }
}

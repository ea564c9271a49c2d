using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Insights.Figures;

/// <summary>
/// Values of a few groups, each group in order. Read and sorted here: ranks out of window functions take SQLite four times as
/// long over a hundred thousand rows.
/// </summary>
internal static class GroupedValues
{
    /// <param name="sql">Rows of two columns: the number of a group, from 0, and a value.</param>
    /// <param name="groups">How many groups there are.</param>
    /// <returns>By number; empty for a group without a row.</returns>
    public static async Task<IReadOnlyList<double[]>> ReadAsync(SleepTimeDbContext database, string sql, object[] parameters, int groups, CancellationToken cancellationToken)
    {
        List<double>[] values = [.. Enumerable.Range(0, groups).Select(_ => new List<double>())];
        await database.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var command = database.Database.GetDbConnection().CreateCommand();
            command.CommandText = sql;
            command.Parameters.AddRange(parameters);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
                values[reader.GetInt32(0)].Add(reader.GetDouble(1));
        }
        finally
        {
            await database.Database.CloseConnectionAsync();
        }
        return [.. values.Select(group =>
        {
            double[] sorted = [.. group];
            Array.Sort(sorted);
            return sorted;
        })];
    }

    /// <summary>The value that so many of a hundred need no more than, by nearest rank.</summary>
    /// <param name="sorted">At least one.</param>
    /// <param name="percent">1 to 100.</param>
    public static double Percentile(double[] sorted, int percent) => sorted[((sorted.Length * percent) + 99) / 100 - 1];
}

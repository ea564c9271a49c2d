using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Insights.Figures;

internal static class RawQuery
{
    /// <summary>Rows of a statement that is made of this folder's own texts only; whatever somebody chose is a parameter.</summary>
    public static Task<List<T>> QueryAsync<T>(this SleepTimeDbContext database, string sql, object[] parameters, CancellationToken cancellationToken) =>
        database.Database.SqlQueryRaw<T>(sql, parameters).ToListAsync(cancellationToken);
}

using System.Text;
using Microsoft.Data.Sqlite;
using SleepTime.Engine.Insights.Prices;

namespace SleepTime.Engine.Insights.Figures;

/// <summary>Which runs the figures are about; null lets all through, and so does an empty name, as forms send it.</summary>
/// <param name="Owner">Who asked.</param>
/// <param name="From">Asked at this moment or later.</param>
/// <param name="To">Asked before this moment.</param>
public sealed record InsightsFilter(Guid? ContextId = null, string? Owner = null, string? ModelId = null, DateTimeOffset? From = null, DateTimeOffset? To = null)
{
    public static InsightsFilter All { get; } = new();

    /// <summary>Conditions on a run, to be put after WHERE; only what is set is asked, so that an index can serve it.</summary>
    internal string Where(string run)
    {
        var sql = new StringBuilder($"{run}.State = 'Completed' AND {run}.Usage_CompletionTokens IS NOT NULL");
        if (ContextId is not null)
            sql.Append($" AND {run}.ContextId = @context");
        if (!string.IsNullOrEmpty(Owner))
            sql.Append($" AND {run}.Owner = @owner");
        if (!string.IsNullOrEmpty(ModelId))
            sql.Append($" AND {run}.ModelId = @model");
        if (From is not null)
            sql.Append($" AND {run}.CreatedAt >= @from");
        if (To is not null)
            sql.Append($" AND {run}.CreatedAt < @to");
        return sql.ToString();
    }

    internal object[] Parameters(CostRates? rates = null, params ReadOnlySpan<(string Name, object Value)> more)
    {
        List<object> parameters =
        [
            new SqliteParameter("@context", ContextId is { } id ? id : DBNull.Value), new SqliteParameter("@owner", (object?)Owner ?? DBNull.Value),
            new SqliteParameter("@model", (object?)ModelId ?? DBNull.Value), new SqliteParameter("@from", From is { } from ? from.ToUnixTimeMilliseconds() : DBNull.Value),
            new SqliteParameter("@to", To is { } to ? to.ToUnixTimeMilliseconds() : DBNull.Value),
        ];
        if (rates is not null)
            parameters.AddRange([new SqliteParameter("@read", rates.Read), new SqliteParameter("@cached", rates.Cached), new SqliteParameter("@awake", rates.Awake), new SqliteParameter("@asleep", rates.Asleep), new SqliteParameter("@ms", rates.Millisecond), new SqliteParameter("@sleepRead", rates.SleepRead), new SqliteParameter("@sleepCached", rates.SleepCached)]);
        foreach (var (name, value) in more)
            parameters.Add(new SqliteParameter(name, value));
        return [.. parameters];
    }
}

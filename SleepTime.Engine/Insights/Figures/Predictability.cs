using SleepTime.Engine.Insights.Prices;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Insights.Figures;

/// <param name="Quantile">From 1, the least predictable fifth of the questions, to 5.</param>
/// <param name="Questions">Comparisons in it; all of one question are in one fifth.</param>
/// <param name="Lowest">Smallest mean log-probability per token in it.</param>
/// <param name="Gain">What a question saved on average, sleep itself left out.</param>
public sealed record PredictabilityQuantile(int Quantile, int Questions, double Lowest, double Highest, double Gain);

/// <summary>Whether questions that sleep expected save more. The score of a question is that of the expected one it is.</summary>
/// <param name="Unknown">Comparisons of the same outcome whose question has no score: sleep did not expect it, or nothing scored it.</param>
/// <param name="Quantiles">Five, or none while fewer than five different questions have a score.</param>
public sealed record Predictability(int Known, int Unknown, string Unit, IReadOnlyList<PredictabilityQuantile> Quantiles);

internal static class PredictabilityQuery
{
    private const int Fifths = 5;

    // Before the first fifth: how many pairs there are, with a score or without.
    private const int All = 0;

    private sealed record Row(int Quantile, int Questions, double Lowest, double Highest, double Gain);

    public static async Task<Predictability> ReadAsync(SleepTimeDbContext database, InsightsFilter filter, CostRates rates, CancellationToken cancellationToken)
    {
        var pairs = CostSql.Pairs(filter, $"s.Id AS Id, s.ContextId AS Context, z.NotesVersionId AS Notes, z.ExpectedQuestionId AS Expected, lower(trim(s.Question)) AS Question, {CostSql.Standard} - {CostSql.SleepTime} AS Gain");
        var rows = await database.QueryAsync<Row>(
            $"""
            WITH pairs AS MATERIALIZED ({pairs}),
            scored AS (
              SELECT p.Id, p.Context, p.Question, p.Gain, MAX(e.LogProbability) AS Score FROM ExpectedQuestions e JOIN pairs p ON e.NotesVersionId = p.Notes
              WHERE e.LogProbability IS NOT NULL AND p.Gain IS NOT NULL AND (e.Id = p.Expected OR lower(trim(e.Question)) = p.Question) GROUP BY p.Id, p.Context, p.Question, p.Gain),
            asked AS (SELECT Context, Question, NTILE({Fifths}) OVER (ORDER BY MAX(Score), Context, Question) AS Q FROM scored GROUP BY Context, Question),
            fifths AS (SELECT s.Gain, s.Score, a.Q FROM scored s JOIN asked a ON a.Context = s.Context AND a.Question = s.Question)
            SELECT Q AS Quantile, COUNT(*) AS Questions, MIN(Score) AS Lowest, MAX(Score) AS Highest, AVG(Gain) * 1.0 AS Gain FROM fifths GROUP BY Q
            UNION ALL SELECT {All}, COUNT(*), 0.0, 0.0, 0.0 FROM pairs ORDER BY 1
            """,
            filter.Parameters(rates), cancellationToken);
        var all = rows[0].Questions;
        rows.RemoveAt(0);
        var known = rows.Sum(row => row.Questions);
        return new Predictability(known, all - known, rates.Unit, rows.Count < Fifths ? [] : [.. rows.Select(row => new PredictabilityQuantile(row.Quantile, row.Questions, row.Lowest, row.Highest, row.Gain))]);
    }
}

using SleepTime.Engine.Answering;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Insights.Figures;

/// <summary>How often a mode was right where the right answer is known. A completed run without an answer to judge is wrong.</summary>
/// <param name="Known">Completed runs with an expected answer.</param>
public sealed record AccuracyOfMode(AnswerMode Mode, int Right, int Known)
{
    public double? Share => Known == 0 ? null : (double)Right / Known;

    public WilsonInterval? Interval => Known == 0 ? null : WilsonInterval.Of(Right, Known);
}

/// <param name="Unknown">Completed runs without an expected answer.</param>
public sealed record Accuracy(IReadOnlyList<AccuracyOfMode> Modes, int Unknown);

internal static class AccuracyQuery
{
    private sealed record Row(string Mode, string Answer, string Expected, int Runs);

    public static async Task<Accuracy> ReadAsync(SleepTimeDbContext database, InsightsFilter filter, CancellationToken cancellationToken)
    {
        // Only the code can judge; the database hands over each different pair of answers once.
        var rows = await database.QueryAsync<Row>(
            $"SELECT r.Mode AS Mode, r.Answer AS Answer, r.ExpectedAnswer AS Expected, COUNT(*) AS Runs FROM Runs r INDEXED BY IX_Runs_Expected WHERE {filter.Where("r")} AND r.ExpectedAnswer IS NOT NULL AND trim(r.ExpectedAnswer) <> '' GROUP BY 1, 2, 3",
            filter.Parameters(), cancellationToken);
        var all = (await database.QueryAsync<int>($"SELECT COUNT(*) AS Value FROM Runs r WHERE {filter.Where("r")}", filter.Parameters(), cancellationToken))[0];
        var unknown = all - rows.Sum(row => row.Runs);
        var judged = rows.Select(row => (row.Mode, row.Runs, IsRight: AnswerScore.Of(row.Answer, row.Expected)?.IsRight ?? false)).ToList();
        return new Accuracy(
            [.. new[] { AnswerMode.Standard, AnswerMode.SleepTime }.Select(mode => new AccuracyOfMode(
                mode,
                judged.Where(row => row.Mode == mode.ToString() && row.IsRight).Sum(row => row.Runs),
                judged.Where(row => row.Mode == mode.ToString()).Sum(row => row.Runs)))],
            unknown);
    }
}

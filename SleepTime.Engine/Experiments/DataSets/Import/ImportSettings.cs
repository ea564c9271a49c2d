using SleepTime.Engine.Experiments.Scoring;

namespace SleepTime.Engine.Experiments.DataSets.Import;

/// <summary>How a file is read.</summary>
public sealed record ImportSettings
{
    /// <summary>Of the file, whose ending tells a table.</summary>
    public required string FileName { get; init; }

    public ScorerKind Scorer { get; init; } = ScorerKind.Answer;

    /// <summary>For a table; the columns of these names are taken where this is null.</summary>
    public CsvColumns? Columns { get; init; }
}

/// <summary>Which column of a table holds what, by its head.</summary>
/// <param name="Context">Null where the question holds the whole problem, whose last sentence is asked.</param>
public sealed record CsvColumns(string? Context, string? Question, string? Answer, string? Kind = null, string? Id = null);

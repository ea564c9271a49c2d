using SleepTime.Engine.Experiments.Scoring;

namespace SleepTime.Engine.Experiments.DataSets;

/// <summary>A data set as lists show it.</summary>
/// <param name="CreatedAt">Null of the built-in one.</param>
/// <param name="Owner">Null of the built-in one.</param>
public sealed record DataSetView(Guid Id, string Name, bool IsBuiltIn, ScorerKind Scorer, int Contexts, int Questions, DateTimeOffset? CreatedAt, string? Owner)
{
    internal static DataSetView Of(DataSet set) => new(set.Id, set.Name, false, set.Scorer, set.Contexts, set.Questions, set.CreatedAt, set.Owner);
}

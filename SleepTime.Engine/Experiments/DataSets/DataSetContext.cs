namespace SleepTime.Engine.Experiments.DataSets;

/// <summary>One context of a data set.</summary>
/// <param name="Id">Known by it within its data set; no two have the same.</param>
/// <param name="Questions">At least one.</param>
public sealed record DataSetContext(string Id, string Context, IReadOnlyList<DataSetQuestion> Questions);

/// <param name="Answer">The right one.</param>
/// <param name="Kind">What sort of question it is; empty where the set does not tell.</param>
public sealed record DataSetQuestion(string Question, string Answer, string Kind);

namespace SleepTime.Engine.Experiments.DataSets.Import;

/// <summary>What one row of a file says, unchecked.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Context">Null where the row could not be read.</param>
/// <param name="Id">Empty where the row has none.</param>
/// <param name="Fault">Why it could not be read, in a sentence; null when it was.</param>
internal sealed record ImportRow(int Line, string Id, string? Context, IReadOnlyList<DataSetQuestion> Questions, string? Fault)
{
    public static ImportRow Of(int line, string? id, string? context, params IReadOnlyList<DataSetQuestion> questions) => new(line, id?.Trim() ?? "", context ?? "", questions, null);

    public static ImportRow Faulty(int line, string fault) => new(line, "", null, [], fault);
}

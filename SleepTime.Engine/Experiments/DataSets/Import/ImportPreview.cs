namespace SleepTime.Engine.Experiments.DataSets.Import;

/// <summary>What a file would become; nothing is stored.</summary>
/// <param name="Head">Heads of the columns; empty where there is no table.</param>
/// <param name="Columns">The columns that are read; null where there is no table.</param>
/// <param name="Contexts">Rows that can be imported.</param>
/// <param name="Questions">Of these.</param>
/// <param name="First">The first few of them.</param>
/// <param name="Faults">What is wrong, the first of it.</param>
/// <param name="FaultCount">Rows that are wrong.</param>
public sealed record ImportPreview(
    ImportFormat Format, IReadOnlyList<string> Head, CsvColumns? Columns, int Contexts, int Questions,
    IReadOnlyList<DataSetContext> First, IReadOnlyList<ImportFault> Faults, int FaultCount);

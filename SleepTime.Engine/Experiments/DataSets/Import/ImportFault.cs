namespace SleepTime.Engine.Experiments.DataSets.Import;

/// <summary>Something that is wrong with one row.</summary>
/// <param name="Line">Where the row begins in the file, from 1.</param>
/// <param name="Message">A sentence with what to do.</param>
public sealed record ImportFault(int Line, string Message);

/// <summary>The file cannot be imported at all; the message says why and what to do.</summary>
public sealed class DataSetRefusedException(string message) : Exception(message)
{
    /// <summary>Of a table without the columns: those that it has, to choose among. Empty otherwise.</summary>
    public IReadOnlyList<string> Head { get; init; } = [];
}

namespace SleepTime.Benchmarks.Soak;

/// <summary>How things stood after so many tokens, with nothing running.</summary>
/// <param name="Tokens">Generated so far.</param>
/// <param name="ResidentBytes">Memory of the process.</param>
/// <param name="HeapBytes">Of that, objects of .NET after a collection.</param>
/// <param name="SequencesInUse">Sequences that could not be had.</param>
/// <param name="CellsInUse">Cells that could not be had.</param>
internal sealed record SoakReading(long Tokens, long Requests, long Cancelled, long ResidentBytes, long HeapBytes, int SequencesInUse, int CellsInUse);

namespace SleepTime.Engine.Sleeping;

/// <summary>A line that the passes of a job wrote.</summary>
/// <param name="Pass">The first pass that has it, from 1.</param>
/// <param name="Correction">The line that corrects this one; null when none does.</param>
internal sealed record MergedNote(int Pass, string Text, string? Correction);

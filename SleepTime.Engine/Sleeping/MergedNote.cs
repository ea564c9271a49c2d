namespace SleepTime.Engine.Sleeping;

/// <summary>A line that the passes of a job wrote.</summary>
/// <param name="Pass">The first pass that has it, from 1.</param>
/// <param name="Correction">The line that corrects this one; null when none does.</param>
/// <param name="Contradiction">Why another run's line stands and this one does not, in a sentence; null when none contradicts it.</param>
internal sealed record MergedNote(int Pass, string Text, string? Correction, string? Contradiction = null)
{
    /// <summary>Why what was written elsewhere strikes it, in a sentence; null when nothing does.</summary>
    public string? StruckBecause => Correction is null ? Contradiction : $"Corrected: {Correction}";
}
